import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { NumberControl } from './NumberControl.tsx';

/** Said by the controls of this section, whatever else stands in `limits` has sections of its own. */
const OWN = ['limits.cooldown_s', 'limits.max_delta_per_step', 'limits.relock_stable_intervals'];
const ELSEWHERE = ['limits.knob_limits', 'limits.freeze_windows'];

export function PaceSection() {
  return (
    <FormSection title="Pace" lead="How soon and how far a knob may move.">
      <div className="grid min-w-0 grid-cols-3 items-start gap-4 max-md:grid-cols-1">
        <NumberControl
          path={['limits', 'cooldown_s']}
          label="Cooldown, seconds"
          hint="A knob that was changed stays as it is at least this long. Chords have cooldowns of their own besides. 0: none from here."
        />
        <NumberControl
          path={['limits', 'max_delta_per_step']}
          label="Largest step"
          hint="A plan moves a knob by at most this much from its value in the cluster. 0 takes the limit away."
        />
        <NumberControl
          path={['limits', 'relock_stable_intervals']}
          label="Relock after, ticks"
          hint="So many ticks without an incident before the stable profile comes back; 1 at least."
        />
      </div>
      <FieldMarks path="limits" except={OWN} elsewhere={ELSEWHERE} />
    </FormSection>
  );
}
