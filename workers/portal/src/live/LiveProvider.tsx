import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useScope } from '../session/organization.ts';
import { LiveHub } from './hub.ts';

const LiveContext = createContext<LiveHub | null>(null);

/** One hub for the chosen organization; another organization gets another one. */
export function LiveProvider({ children, onSignedOut }: { children: ReactNode; onSignedOut: () => void }) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const signedOut = useRef(onSignedOut);
  signedOut.current = onSignedOut;
  const hub = useMemo(() => new LiveHub(queries, organization.id, () => signedOut.current()), [queries, organization.id]);
  useEffect(() => () => hub.close(), [hub]);
  return <LiveContext value={hub}>{children}</LiveContext>;
}

export function useLiveHub(): LiveHub {
  const hub = useContext(LiveContext);
  if (hub === null) throw new Error('useLiveHub outside LiveProvider');
  return hub;
}
