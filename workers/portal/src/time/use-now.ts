import { useEffect, useState } from 'react';
import { serverNow } from './clock.ts';

/** The control plane's time, renewed every `every_ms`. */
export function useNow(every_ms = 1_000): number {
  const [now_ms, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now_ms;
}
