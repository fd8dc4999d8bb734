import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts/json/value';
import { CHORD_CATALOG } from '@modekeeper/engine/chord-catalog';
import { registryBounds } from '@modekeeper/engine/knob-registry';
import { NEVER_APPLY, RULED_INVARIANTS } from '../words/invariant-words.ts';
import { valueAt } from './json-node.ts';

/** Something to say at a dotted path. */
export type DraftNote = { readonly path: string; readonly message: string };

const FIELDS = [
  'schema_version',
  'name',
  'description',
  'allowed_chords',
  'allowed_actuators',
  'limits',
  'invariants',
  'cooldowns',
  'gates',
];
const LIMITS = ['cooldown_s', 'max_delta_per_step', 'relock_stable_intervals', 'knob_limits', 'freeze_windows'];

/** What is allowed to be written, but does not do what one may think. None of it keeps the passport from being saved. */
export function notesOf(document: JsonValue): DraftNote[] {
  if (!isJsonObject(document)) return [];
  const hot = textsAt(document, ['allowed_actuators', 'hot']);
  const cold = textsAt(document, ['allowed_actuators', 'cold']);
  return [
    ...unknownFields(document, FIELDS, ''),
    ...unknownFields(document.limits, LIMITS, 'limits.'),
    ...actuatorNotes('hot', hot, []),
    ...actuatorNotes('cold', cold, hot),
    ...boundNotes(valueAt(document, ['limits', 'knob_limits']), [...hot, ...cold]),
    ...chordNotes(textsAt(document, ['allowed_chords']), [...hot, ...cold]),
    ...invariantNotes(textsAt(document, ['invariants']), valueAt(document, ['gates', 'apply']) === true),
  ];
}

function textsAt(document: JsonObject, path: readonly string[]): string[] {
  const value = valueAt(document, path);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function unknownFields(value: JsonValue | undefined, known: readonly string[], prefix: string): DraftNote[] {
  if (!isJsonObject(value)) return [];
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  return unknown.map((key) => ({
    path: prefix + key,
    message: `${prefix}${key} is no field of passport.v0: nothing reads it, and a saved version does not keep it.`,
  }));
}

function actuatorNotes(list: 'hot' | 'cold', items: readonly string[], others: readonly string[]): DraftNote[] {
  return items.flatMap((knob, index) => {
    const path = `allowed_actuators.${list}[${index}]`;
    if (knob.trim() === '') return [];
    if (registryBounds(knob) === undefined)
      return [{ path, message: `${JSON.stringify(knob)} is no registered knob: it is never changed.` }];
    return others.includes(knob) ? [{ path, message: `${knob} is listed as hot too, and hot counts.` }] : [];
  });
}

function boundNotes(limits: JsonValue | undefined, allowed: readonly string[]): DraftNote[] {
  if (!isJsonObject(limits)) return [];
  return Object.entries(limits).flatMap(([knob, bounds]) => {
    const path = `limits.knob_limits.${knob}`;
    if (!allowed.includes(knob))
      return [{ path, message: `${JSON.stringify(knob)} has bounds but is no allowed actuator: they have no effect.` }];
    const registry = registryBounds(knob);
    if (registry === undefined || !isJsonObject(bounds)) return [];
    const wider = Number(bounds.min) < registry.min || Number(bounds.max) > registry.max;
    return wider
      ? [
          {
            path,
            message: `These bounds are wider than the registry’s ${registry.min} to ${registry.max}: the passport’s are what counts.`,
          },
        ]
      : [];
  });
}

function chordNotes(chords: readonly string[], allowed: readonly string[]): DraftNote[] {
  return chords.flatMap((chord, index) => {
    const knobs = CHORD_CATALOG.chords.find(({ id }) => id === chord)?.knobs_touched ?? [];
    if (knobs.length === 0 || knobs.some((knob) => allowed.includes(knob))) return [];
    return [
      {
        path: `allowed_chords[${index}]`,
        message: `${chord} can do nothing here: it moves ${knobs.join(', ')}, and no such actuator is allowed.`,
      },
    ];
  });
}

function invariantNotes(invariants: readonly string[], apply: boolean): DraftNote[] {
  return invariants.flatMap((name, index) => {
    const path = `invariants[${index}]`;
    if (name.trim() === '') return [];
    if (!RULED_INVARIANTS.includes(name)) {
      return [
        { path, message: `No connector can evaluate ${JSON.stringify(name)}, so it refuses every apply (invariant_unknown).` },
      ];
    }
    return apply && NEVER_APPLY.includes(name)
      ? [{ path, message: `gates.apply is on, but ${name} refuses every apply all the same.` }]
      : [];
  });
}
