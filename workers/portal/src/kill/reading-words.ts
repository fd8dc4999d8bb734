import type { KillReading } from '@modekeeper/contracts';
import { CircleCheck, CircleDashed, CircleHelp, CircleMinus, type LucideIcon, OctagonX } from 'lucide-react';
import type { Tone } from '../ui/Chip.tsx';

/** Where a stop can be set, in words. */
export const KILL_SOURCE_WORDS: Record<KillReading['source'], string> = {
  env: 'Environment variable of the pod',
  file: 'File mounted into the pod',
  configmap: 'ConfigMap in the connector’s namespace',
  namespace: 'Annotation of the workload’s namespace',
  cloud: 'Control plane',
};

type Look = { label: string; tone: Tone; icon: LucideIcon };
const STATES: Record<KillReading['state'], Look> = {
  on: { label: 'On: stopped', tone: 'bad', icon: OctagonX },
  off: { label: 'Off', tone: 'ok', icon: CircleCheck },
  verify_only: { label: 'Dry runs only', tone: 'warn', icon: CircleMinus },
  unreadable: { label: 'Could not be read', tone: 'warn', icon: CircleHelp },
};
const NOT_ASKED: Look = { label: 'Not asked yet', tone: 'neutral', icon: CircleDashed };

/** At the moment of connecting nothing was heard of the control plane yet; it is asked again before any plan is started. */
export function isUnasked({ source, state }: Pick<KillReading, 'source' | 'state'>): boolean {
  return source === 'cloud' && state === 'unreadable';
}

/** A source as a connector read it, in words. `name`: which one of its kind; there is one control plane. */
export function readingWords(reading: KillReading): Look & { source: string; name: string | null } {
  const { name, source, state } = reading;
  return {
    ...(isUnasked(reading) ? NOT_ASKED : STATES[state]),
    source: KILL_SOURCE_WORDS[source],
    name: source === 'cloud' ? null : name,
  };
}
