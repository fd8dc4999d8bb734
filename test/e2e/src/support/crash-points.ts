import { isApply, isJournalWrite, isRead } from './faults.ts';
import type { Installed } from './install.ts';
import type { Stack } from './stack.ts';

/** Kills the connector at one request: `at` says at which; whether that request still passes is the point's own matter. */
export type Point = { title: string; label: string; arm(stack: Stack, at: Installed): { fired(): boolean } };

/** One shot: kills at the first request that `isPoint` names, and cuts it off. */
function killAt(
  stack: Stack,
  at: Installed,
  isPoint: (call: { method: string; path: string; query: URLSearchParams }) => boolean,
) {
  let fired = false;
  const rule = (call: Parameters<typeof isPoint>[0]) => {
    if (fired || !isPoint(call)) return undefined;
    fired = true;
    stack.connectors.signal(at.namespace, 'SIGKILL');
    return { kind: 'cut' as const };
  };
  stack.setFault(at.namespace, rule);
  stack.setFault(at.target_namespace, rule);
  return { fired: () => fired };
}

/** Names the first request of `kind` after the change itself was let through, and then `later` more of them. */
export function afterApply(at: Installed, kind: (call: Parameters<ReturnType<typeof isApply>>[0]) => boolean, later = 0) {
  let applied = false;
  let left = later;
  return (call: Parameters<typeof kind>[0]) => {
    if (isApply(at)(call)) applied = true;
    else if (applied && kind(call)) {
      left -= 1;
      return left < 0;
    }
    return false;
  };
}

export const points: Point[] = [
  {
    title: 'its intent is in the journal and nothing has left',
    label: 'crash-intent',
    arm: (stack, at) => killAt(stack, at, isApply(at)),
  },
  {
    title: 'the change has landed and nothing about it is in the journal',
    label: 'crash-landed',
    arm: (stack, at) => killAt(stack, at, afterApply(at, isJournalWrite(at))),
  },
  {
    title: 'the rollout is being watched',
    label: 'crash-rollout',
    arm: (stack, at) => killAt(stack, at, afterApply(at, isRead(at), 1)),
  },
];
