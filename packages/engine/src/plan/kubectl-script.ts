import { compareCodePoints } from '@modekeeper/contracts';
import type { PlanItem } from './read-plan.ts';

/**
 * Text of `k8s_plan.kubectl.sh` (contract page `kubernetes`): what a person may read and run; ModeKeeper itself never executes it. Ends
 * with a newline.
 */
export function kubectlScript(items: readonly PlanItem[]): string {
  const head = ['#!/usr/bin/env bash', 'set -Eeuo pipefail'];
  if (items.length === 0) {
    return `${[...head, '# Nothing to change: the plan is empty.', 'echo "The plan is empty; nothing to do." >&2'].join('\n')}\n`;
  }
  const lines = [
    ...head,
    '# Made by ModeKeeper from k8s_plan.json. Read it, then run it yourself; nothing runs it for you.',
    'echo "This patches Deployments of your cluster." >&2',
    ...new Set(items.map(({ name, namespace }) => `echo ${quoted(`Target: namespace=${namespace} deployment=${name}`)} >&2`)),
    'echo "Context, as kubectl has it now:" >&2',
    'kubectl config current-context >&2 || true',
    '',
    ...items.map(patchLine),
  ];
  return `${lines.join('\n')}\n`;
}

function patchLine({ name, namespace, patch }: PlanItem): string {
  return `kubectl -n ${shellWord(namespace)} patch deployment/${shellWord(name)} --type merge -p ${quoted(spacedJson(patch))}`;
}

/** One word of a POSIX shell: a name as it stands, or quoted when it holds anything that a shell could read. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9._-]+$/.test(text) ? text : quoted(text);
}

/** In single quotes; a quote inside leaves them, stands escaped, and enters them again. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** JSON with keys sorted by code point and separators `, ` and `: `, non-ASCII raw. */
function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => compareCodePoints(left, right));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${spacedJson(member)}`).join(', ')}}`;
}
