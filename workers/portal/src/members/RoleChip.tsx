import type { Role } from '@modekeeper/contracts/permissions';
import { Crown, Eye, ShieldCheck, Stamp } from 'lucide-react';
import { Chip } from '../ui/Chip.tsx';

const ICONS = { owner: Crown, admin: ShieldCheck, approver: Stamp, viewer: Eye } as const;

export function RoleChip({ role }: { role: Role }) {
  return (
    <Chip tone="neutral" icon={ICONS[role]}>
      {role}
    </Chip>
  );
}
