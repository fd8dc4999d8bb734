import { expect, it } from 'vitest';
import { initialKnobs, setKnob } from '../guardrails/knob-state.ts';
import { EMPTY_LEDGER, recordChanges } from '../passport/ledger.ts';
import { currentKnobs } from './current-knobs.ts';

const object = (knobs: Record<string, string>) => ({
  template_annotations: Object.fromEntries(Object.entries(knobs).map(([knob, text]) => [`modekeeper/knob.${knob}`, text])),
});

it('whole numbers of the target replace known values; what is no number, not registered or unread does not', () => {
  const known = setKnob(initialKnobs(), 'timeout_ms', 9_000, 5);
  const read = object({ concurrency: ' 12 ', microbatch_size: '32.5', timeout_ms: 'soon', nonsense: '3' });
  const knobs = currentKnobs(known, read, EMPTY_LEDGER);
  expect(knobs).toEqual({ ...known, concurrency: { value: 12, last_changed_at_ms: null } });
  expect(currentKnobs(known, null, EMPTY_LEDGER)).toEqual(known);
});

it('the later of stamp and ledger is the last change, whatever the object says', () => {
  const changes = ['concurrency', 'timeout_ms'].map((knob) => ({ knob, to: 4, chord: 'BURST-ABSORB' }));
  const ledger = recordChanges(EMPTY_LEDGER, changes, 7_000);
  const known = setKnob(setKnob(initialKnobs(), 'timeout_ms', 9_000, 9_000), 'concurrency', 4, 1_000);
  expect(currentKnobs(known, object({ concurrency: '8' }), ledger)).toMatchObject({
    concurrency: { value: 8, last_changed_at_ms: 7_000 },
    timeout_ms: { value: 9_000, last_changed_at_ms: 9_000 },
    grad_accum_steps: { last_changed_at_ms: null },
  });
});
