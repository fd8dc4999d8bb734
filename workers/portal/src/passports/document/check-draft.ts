import type { Passport } from '@modekeeper/contracts';
import { isJsonObject } from '@modekeeper/contracts/json/value';
import { validatePassport, validatePassportAll } from '@modekeeper/engine/validate-passport';
import { type DraftNote, notesOf } from './draft-notes.ts';
import { placeOf, placesOf } from './place-problems.ts';
import { type JsonReading, readJson } from './read-json.ts';
import { spreadProblem } from './spread-problem.ts';
import { TextLines } from './text-lines.ts';

/** What the API takes of a text, in characters. */
export const LARGEST_TEXT = 262_144;

/** Something to say about a stretch of the text. Errors keep it from being saved, notes do not. */
export type DraftMark = {
  readonly kind: 'error' | 'note';
  /** Dotted path as the API names it; empty for the whole document. */
  readonly path: string;
  readonly message: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
};
/** A text as it stands, judged. `passport` is what would be stored; null while something is wrong. */
export type CheckedDraft = { readonly passport: Passport | null; readonly marks: readonly DraftMark[] };

/** Source that the engine puts before some messages; people see the page, not a file. */
const SRC = 'passport';

/**
 * Everything that is wrong with a passport's text, each with its line, in text order. The engine's own rules decide, the same that the API
 * runs. While the writing is wrong, rules are judged on what could be read, so that one comma hides nothing.
 * @param name the name that the passport has already, which a version must keep
 */
export function checkDraft(text: string, name: string | null, reading: JsonReading = readJson(text)): CheckedDraft {
  const { flaws, root } = reading;
  const readable = flaws.length === 0;
  const lines = new TextLines(text);
  const places = placesOf(root);
  const at = (kind: DraftMark['kind'], { message, path }: DraftNote): DraftMark => {
    const { end, start } = placeOf(places, path, root);
    return { kind, path, message, start, end, line: lines.lineAt(start) };
  };
  const problems =
    readable || isJsonObject(root.value) ? validatePassportAll(readable ? text : JSON.stringify(root.value), SRC) : [];
  const errors = problems.flatMap((problem) => spreadProblem(problem, root.value)).map(withoutSource);
  const marks: DraftMark[] = [
    ...flaws.map(({ message, ...place }) => ({
      kind: 'error' as const,
      path: '',
      message,
      ...place,
      line: lines.lineAt(place.start),
    })),
    ...[...errors, ...renamed(root.value, name)].map((error) => at('error', error)),
    ...notesOf(root.value).map((note) => at('note', note)),
  ];
  const passport = marks.some(({ kind }) => kind === 'error') ? null : validatePassport(text, SRC);
  return {
    passport,
    marks: marks.sort(
      (left, right) => left.start - right.start || Number(right.kind === 'error') - Number(left.kind === 'error'),
    ),
  };
}

function withoutSource({ message, path }: DraftNote): DraftNote {
  return { path, message: message.startsWith(`${SRC}: `) ? message.slice(SRC.length + 2) : message };
}

function renamed(document: unknown, name: string | null): DraftNote[] {
  if (name === null || !isJsonObject(document) || typeof document.name !== 'string' || document.name.trim() === '') return [];
  if (document.name === name) return [];
  return [
    {
      path: 'name',
      message: `A version keeps the passport’s name, ${JSON.stringify(name)}; make a new passport for another name.`,
    },
  ];
}
