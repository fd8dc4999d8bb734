import { registryBounds } from '@modekeeper/engine/knob-registry';
import { RotateCcw } from 'lucide-react';
import { valueAt } from '../document/json-node.ts';
import { marksUnder, useForm } from './form-context.ts';
import {
  clearBounds,
  numberFromText,
  setBound,
  setTemperature,
  type Temperature,
  temperatureOf,
  textFromNumber,
} from './form-edits.ts';

const CHOICES: readonly { value: Temperature; label: string }[] = [
  { value: 'none', label: 'Never' },
  { value: 'hot', label: 'Hot' },
  { value: 'cold', label: 'Cold' },
];
const BOX =
  'w-full min-w-0 rounded-1 border border-line-strong bg-surface px-2 py-1 text-ink aria-invalid:border-bad disabled:bg-canvas disabled:text-ink-3';

/** Columns of the knobs and of their heads. */
export const KNOB_GRID =
  'grid min-w-0 grid-cols-[minmax(0,1fr)_5.5rem_4.5rem_4.5rem_1.75rem] items-center gap-x-2 gap-y-1 max-md:grid-cols-[5.5rem_minmax(0,1fr)_minmax(0,1fr)_1.75rem]';

/** One knob: whether and how it may change, and between which values, with the registry's beside. */
export function KnobRow({ knob }: { knob: string }) {
  const { document, edit, marks, original } = useForm();
  const temperature = temperatureOf(document, knob);
  const path = ['limits', 'knob_limits', knob] as const;
  const own = valueAt(document, path) !== undefined;
  const registry = registryBounds(knob);
  const wrong = marksUnder(marks, `limits.knob_limits.${knob}`).some(({ kind }) => kind === 'error');
  const bound = (side: 'min' | 'max') => (
    <input
      type="text"
      inputMode="numeric"
      aria-label={`${side === 'min' ? 'Least' : 'Greatest'} value of ${knob}`}
      aria-invalid={wrong || undefined}
      value={textFromNumber(valueAt(document, [...path, side]))}
      placeholder={registry === undefined ? '' : String(registry[side])}
      onChange={({ currentTarget }) => edit(setBound(knob, side, numberFromText(currentTarget.value), original))}
      className={`${BOX} text-right`}
    />
  );
  return (
    <li className={`${KNOB_GRID} border-t border-line py-2`}>
      <div className="min-w-0 max-md:col-span-4">
        <code className="block truncate" title={knob}>
          <bdi>{knob}</bdi>
        </code>
        <span className="text-1 text-ink-3">
          {registry === undefined ? 'not in the registry' : `registry ${registry.min} to ${registry.max}`}
        </span>
      </div>
      <select
        aria-label={`How ${knob} may change`}
        value={temperature}
        onChange={({ currentTarget }) => edit(setTemperature(knob, currentTarget.value as Temperature, original))}
        className={BOX}
      >
        {CHOICES.map(({ label, value }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {bound('min')}
      {bound('max')}
      {own ? (
        <button
          type="button"
          aria-label={`Take out the bounds of ${knob}`}
          title="Take out these bounds; the registry’s then hold"
          onClick={() => edit(clearBounds(knob, original))}
          className="grid size-7 place-items-center rounded-1 text-ink-3 hover:bg-canvas hover:text-ink"
        >
          <RotateCcw aria-hidden="true" size={14} />
        </button>
      ) : (
        <span />
      )}
    </li>
  );
}
