import { OctagonX, ShieldAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { PRESENCE_WORDS } from '../clusters/presence-words.ts';
import { PlanStateChip } from '../plans/PlanStateChip.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Attention } from './attention.ts';

/** The state of a row as a chip. */
export function rowChip(row: Attention): ReactNode {
  switch (row.kind) {
    case 'plan':
      return <PlanStateChip state={row.plan.state} />;
    case 'cluster': {
      const { icon, label, tone } = PRESENCE_WORDS[row.presence];
      return (
        <Chip tone={tone} icon={icon}>
          {label}
        </Chip>
      );
    }
    case 'switch':
    case 'local_stop':
      return (
        <Chip tone="bad" icon={OctagonX}>
          Stopped
        </Chip>
      );
    case 'guard':
      return (
        <Chip tone="warn" icon={ShieldAlert}>
          Guard missing
        </Chip>
      );
    case 'finding':
      return (
        <Chip tone="warn" icon={TriangleAlert}>
          {row.finding.body.code === 'quarantine_active' ? 'Quarantine' : 'Fault'}
        </Chip>
      );
  }
}
