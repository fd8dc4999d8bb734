import { cx } from '../../ui/cx.ts';
import { MODES, type Mode } from '../address.ts';
import { MODE_WORDS } from '../help/effects.ts';

/** The three modes side by side, each with what it may do, what stops it from more, and what it takes. */
export function ModeChoice({ onChange, value }: { value: Mode; onChange(mode: Mode): void }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-[550]">Mode</legend>
      <div className="grid grid-cols-3 gap-3 max-xl:grid-cols-1">
        {MODES.map((mode) => {
          const { label, lead, may, needs, stops } = MODE_WORDS[mode];
          const chosen = mode === value;
          return (
            <label
              key={mode}
              className={cx(
                'grid content-start gap-1.5 rounded-1 border px-3 py-2.5',
                chosen ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-canvas',
              )}
            >
              <span className="flex items-center gap-2 font-semibold">
                <input
                  type="radio"
                  name="mode"
                  value={mode}
                  checked={chosen}
                  onChange={() => onChange(mode)}
                  className="size-4 accent-accent"
                />
                {label}
              </span>
              <span>{lead}</span>
              <span className="text-ink-2">{may}</span>
              <span className="text-ink-2">{stops}</span>
              <span className="text-1 text-ink-2">Takes: {needs.charAt(0).toLowerCase() + needs.slice(1)}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
