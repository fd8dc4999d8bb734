import { ModeKeeperError } from '@modekeeper/contracts';
import type { KubeObject } from './objects.ts';
import type { UserApi } from './user-api.ts';

/** The kill switch outside of every process, and the guard's condition (safety.md, section 2). */
const SWITCH = 'modekeeper/apply';
/** Field manager of every write in the user's cluster that Helm does not make. */
export const FIELD_MANAGER = 'modekeeper-start';

export type Mode = 'observe' | 'verify' | 'apply';
export type SwitchChange = { namespace: string; from: string | null; to: string | null };

const WANTED = { observe: null, verify: 'verify', apply: 'enabled' } as const;

/** What must be done to the switch of a namespace for a mode; null when it may stay as it is. */
export function switchChange(namespace: KubeObject, mode: Mode): SwitchChange | null {
  const from = namespace.metadata.annotations?.[SWITCH] ?? null;
  const to = WANTED[mode];
  const name = namespace.metadata.name;
  if (from === to) return null;
  if (isOurs(namespace)) return { namespace: name, from, to };
  // Whatever somebody else wrote is theirs: more than is needed serves, and less is a stop that nobody lifts by a flag.
  if (mode === 'observe' || (mode === 'verify' && from === 'enabled')) return null;
  if (from === null) return { namespace: name, from, to };
  throw new ModeKeeperError({
    code: 'conflict',
    message: `Namespace ${name} says ${SWITCH}: ${from}, which somebody else has set, and mode ${mode} needs ${to}.`,
    hint: `Whoever owns the namespace opens it: kubectl annotate namespace ${name} ${SWITCH}=${to} --overwrite`,
  });
}

/** @throws `conflict` as `switchChange`, and as `UserApi` */
export async function requireSwitchable(api: UserApi, name: string, mode: Mode): Promise<void> {
  // Mode observe needs no switch, and perhaps its user may not read namespaces.
  if (mode !== 'observe') switchChange(await api.call<KubeObject>({ method: 'GET', path: `/api/v1/namespaces/${name}` }), mode);
}

/** What removes the switch again: only where it is still the one that was set here. */
export function switchRemoval(namespace: KubeObject): SwitchChange | null {
  const from = namespace.metadata.annotations?.[SWITCH] ?? null;
  return from !== null && isOurs(namespace) ? { namespace: namespace.metadata.name, from, to: null } : null;
}

/** Whoever wrote a field last owns it: the API server itself keeps that record. */
function isOurs({ metadata }: KubeObject): boolean {
  return (metadata.managedFields ?? []).some(({ manager, fieldsV1 }) => {
    const own = fieldsV1?.['f:metadata'] as { 'f:annotations'?: Record<string, unknown> } | undefined;
    return manager === FIELD_MANAGER && own?.['f:annotations']?.[`f:${SWITCH}`] !== undefined;
  });
}

/** Sets or removes the switch. @throws as `UserApi` */
export async function writeSwitch(api: UserApi, { namespace, to }: SwitchChange): Promise<void> {
  await api.call({
    method: 'PATCH',
    path: `/api/v1/namespaces/${namespace}`,
    query: { fieldManager: FIELD_MANAGER },
    body: { metadata: { annotations: { [SWITCH]: to } } },
  });
}

/** One line for people: what changes, and what it means. */
export function describeSwitch({ namespace, from, to }: SwitchChange): string {
  const change = `Namespace ${namespace}: annotation ${SWITCH} ${from ?? '(absent)'} -> ${to ?? '(absent)'}`;
  if (to === 'enabled') return `${change}, which opens it for approved changes by this connector`;
  if (to === 'verify') return `${change}, which opens it for dry runs by this connector, and nothing else`;
  return `${change}, which closes it`;
}
