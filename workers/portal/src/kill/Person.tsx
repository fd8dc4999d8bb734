import { useMemberNames } from '../members/member-names.ts';
import { Copy } from '../ui/Copy.tsx';

/** Who moved a switch: a member by name, one who has left by id, or the control plane. */
export function Person({ id }: { id: string }) {
  const names = useMemberNames();
  const name = names?.get(id);
  if (name !== undefined) return <bdi className="break-words">{name}</bdi>;
  if (id === 'control_plane') return <>control plane</>;
  return <Copy text={id} label="user id" />;
}
