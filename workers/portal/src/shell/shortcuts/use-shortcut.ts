import { useEffect, useRef } from 'react';
import { addShortcut, type Shortcut } from './registry.ts';

/**
 * A keyboard shortcut while the component is there: `a`, or a sequence `g o`. Ignored while somebody types or a dialog or menu is open;
 * `?` lists it with its description ("Approve this plan").
 */
export function useShortcut(
  keys: string,
  description: string,
  action: () => void,
  { enabled = true, group = 'page' }: { enabled?: boolean; group?: Shortcut['group'] } = {},
): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    if (!enabled) return;
    return addShortcut({ keys, description, group, action: () => latest.current() });
  }, [keys, description, enabled, group]);
}
