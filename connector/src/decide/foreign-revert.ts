import { liveKnob, readObjectFacts } from '@modekeeper/engine';
import { jsonOf } from '@modekeeper/kube';
import type { ExecuteContext } from '../execute/context.ts';
import type { TargetWatch } from '../observe/target-watch.ts';
import type { Findings } from './findings.ts';

/**
 * After `confirmed` the object is still watched: when somebody else takes a value back, the effect is over, people are told, and
 * nothing is proposed for that uid again (safety.md, section 3). A recreated object is another one: its effect is over without suppression.
 */
export async function watchEffects(ctx: ExecuteContext, watch: TargetWatch, findings: Findings): Promise<void> {
  const { live, key } = watch;
  const effect = ctx.state.value.watched.find(({ target }) => target === key);
  if (effect === undefined || live === null) return;
  // What was read before the plan was confirmed may show the values from before it.
  if (watch.read_at_ms <= effect.confirmed_at_ms) return;
  const gone = live.metadata.uid !== effect.uid;
  const object = readObjectFacts(jsonOf(live));
  const changed = Object.entries(effect.knobs).filter(([knob, value]) => liveKnob(object, knob) !== value);
  if (!gone && changed.length === 0) return;
  await ctx.state.update((state) => ({
    ...state,
    watched: state.watched.filter((other) => other.plan_id !== effect.plan_id),
    suppressed: gone
      ? state.suppressed
      : [
          ...state.suppressed.filter(({ target, uid }) => target !== key || uid !== effect.uid),
          { target: key, uid: effect.uid, at_ms: ctx.clock.now_ms() },
        ].slice(-200),
  }));
  if (gone) return;
  const { apiVersion, kind, namespace, name } = watch.target;
  findings.tell({
    kind: 'notice',
    code: 'effect_reverted',
    target: { apiVersion, kind, namespace, name },
    detail: `Plan ${effect.plan_id} was confirmed, and somebody has changed ${changed.map(([knob]) => knob).join(', ')} since. Its effect is over; nothing is proposed for this object again.`,
    changes: [],
    signals: [],
  });
}
