import { formatDuration } from '@modekeeper/evidence/format-time';
import { useEffect, useState } from 'react';
import type { Problem } from '../api/problem.ts';

/** How long the API still asks to wait, counting down to 0; null when it asks for no wait. Milliseconds. */
export function useWait_ms(problem: Problem | null): number | null {
  const until_ms = problem?.retry_at_ms ?? null;
  const [now_ms, setNow] = useState(Date.now);
  useEffect(() => {
    if (until_ms === null) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until_ms) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [until_ms]);
  return until_ms === null ? null : Math.max(0, until_ms - now_ms);
}

/** Why a button must wait; null when it need not. */
export function waitReason(wait_ms: number | null): string | null {
  return wait_ms === null || wait_ms === 0 ? null : `There were too many tries: wait ${formatDuration(wait_ms)}.`;
}
