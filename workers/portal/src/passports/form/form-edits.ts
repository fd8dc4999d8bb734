import { isJsonObject, type JsonValue } from '@modekeeper/contracts/json/value';
import { PASSPORT_CHORD_IDS } from '@modekeeper/contracts/passport-chords';
import { KNOB_REGISTRY, registryBounds } from '@modekeeper/engine/knob-registry';
import { removeAt, setAt } from '../document/edit-json.ts';
import { type JsonPath, valueAt } from '../document/json-node.ts';
import { readJson } from '../document/read-json.ts';

/** A change of the document's text by one control of the form; everything that it is not about stays to the letter. */
export type FormEdit = (text: string) => string;

/** What stood in the document when editing began: taking something out and putting it back restores its place. */
export type Original = JsonValue;

const CHORD_ORDER: readonly string[] = PASSPORT_CHORD_IDS;
const KNOB_ORDER: readonly string[] = KNOB_REGISTRY.map(({ knob }) => knob);

const documentOf = (text: string): JsonValue => readJson(text).root.value;

/** Texts of a list; null where there is none. */
export function textsAt(document: JsonValue, path: JsonPath): string[] | null {
  const value = valueAt(document, path);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;
}

export function setField(path: JsonPath, value: JsonValue): FormEdit {
  return (text) => setAt(text, path, value);
}

/** What stands in a number's box as JSON: an int, null when empty, else the text itself, for the rules to refuse in place. */
export function numberFromText(typed: string): JsonValue {
  const text = typed.trim();
  if (text === '') return null;
  const value = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(value) ? value : typed;
}

/** What a number's box shows of a JSON value. */
export function textFromNumber(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An item in or out of a list. It comes in where the original had it, else in the usual order. */
export function setListed(path: JsonPath, item: string, listed: boolean, original: Original, usual: readonly string[]): FormEdit {
  return (text) => {
    const value = valueAt(documentOf(text), path);
    const items = Array.isArray(value) ? value : [];
    if (!listed)
      return setAt(
        text,
        path,
        items.filter((other) => other !== item),
      );
    if (items.includes(item)) return text;
    const before = textsAt(original, path) ?? [];
    const order = [...before, ...usual.filter((other) => !before.includes(other))];
    const rank = order.indexOf(item);
    const next = rank === -1 ? -1 : items.findIndex((other) => typeof other === 'string' && order.indexOf(other) > rank);
    const at = next === -1 ? items.length : next;
    return setAt(text, path, [...items.slice(0, at), item, ...items.slice(at)]);
  };
}

export function setChord(chord: string, allowed: boolean, original: Original): FormEdit {
  return setListed(['allowed_chords'], chord, allowed, original, CHORD_ORDER);
}

export type Temperature = 'hot' | 'cold' | 'none';

/** Where a knob stands now; hot counts when it stands in both lists. */
export function temperatureOf(document: JsonValue, knob: string): Temperature {
  if (textsAt(document, ['allowed_actuators', 'hot'])?.includes(knob) === true) return 'hot';
  return textsAt(document, ['allowed_actuators', 'cold'])?.includes(knob) === true ? 'cold' : 'none';
}

export function setTemperature(knob: string, to: Temperature, original: Original): FormEdit {
  return (text) =>
    (['hot', 'cold'] as const).reduce(
      (edited, list) => setListed(['allowed_actuators', list], knob, list === to, original, KNOB_ORDER)(edited),
      text,
    );
}

const KNOB_LIMITS = ['limits', 'knob_limits'] as const;
const WINDOWS = ['limits', 'freeze_windows'] as const;

/** One bound of a knob. The first one typed brings the registry's other one along; when both are emptied, the registry's hold again. */
export function setBound(knob: string, side: 'min' | 'max', value: JsonValue, original: Original): FormEdit {
  return (text) => {
    const bounds = valueAt(documentOf(text), [...KNOB_LIMITS, knob]);
    const other = side === 'min' ? 'max' : 'min';
    if (isJsonObject(bounds)) {
      return value === null && (bounds[other] ?? null) === null
        ? clearBounds(knob, original)(text)
        : setAt(text, [...KNOB_LIMITS, knob, side], value);
    }
    if (value === null) return text;
    const rest = registryBounds(knob)?.[other] ?? null;
    return setAt(text, [...KNOB_LIMITS, knob], side === 'min' ? { min: value, max: rest } : { min: rest, max: value });
  };
}

/** No bounds of the passport's own: the registry's hold. */
export function clearBounds(knob: string, original: Original): FormEdit {
  return (text) => withoutEmpty(removeAt(text, [...KNOB_LIMITS, knob]), KNOB_LIMITS, original);
}

/** A window of a day, from the next midnight (UTC) on, to be set right. */
export function addWindow(now_ms: number): FormEdit {
  return (text) => {
    const windows = valueAt(documentOf(text), WINDOWS);
    const day_ms = 86_400_000;
    const start_ms = (Math.floor(now_ms / day_ms) + 1) * day_ms;
    const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}Z`;
    const window = { start: at(start_ms), end: at(start_ms + day_ms) };
    return setAt(
      text,
      Array.isArray(windows) ? [...WINDOWS, windows.length] : WINDOWS,
      Array.isArray(windows) ? window : [window],
    );
  };
}

export function removeWindow(index: number, original: Original): FormEdit {
  return (text) => withoutEmpty(removeAt(text, [...WINDOWS, index]), WINDOWS, original);
}

/** A reason that is emptied goes, unless it stood there from the start. */
export function setReason(index: number, reason: string): FormEdit {
  const path = [...WINDOWS, index, 'reason'];
  return (text) => (reason === '' ? removeAt(text, path) : setAt(text, path, reason));
}

/** Takes an empty container out again that the original did not have. */
function withoutEmpty(text: string, path: JsonPath, original: Original): string {
  const value = valueAt(documentOf(text), path);
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return empty && valueAt(original, path) === undefined ? removeAt(text, path) : text;
}
