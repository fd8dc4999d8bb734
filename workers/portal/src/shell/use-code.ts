import { useEffect, useState } from 'react';

const RETRY_MS = 3_000;

/**
 * Code that comes in a file of its own, once it is wanted; null until it is here. A network that does not bring it is tried again for as
 * long as it is wanted, instead of failing the page.
 * @param load the same function at every call
 */
export function useCode<Code>(load: () => Promise<Code>, wanted: boolean): Code | null {
  const [code, setCode] = useState<{ it: Code } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async () => {
      try {
        const it = await load();
        if (!left) setCode({ it });
      } catch (_noNetwork) {
        if (!left) timer = setTimeout(() => void attempt(), RETRY_MS);
      }
    };
    void attempt();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [load, wanted]);
  return code?.it ?? null;
}
