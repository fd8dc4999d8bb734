import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { type PolicyBundleFacts, policyBundle } from '@modekeeper/evidence';
import { BUILD } from '../build-info.ts';
import { VERSION } from '../version.ts';
import { writeArtifact } from './files.ts';

/** Writes policy_bundle_latest.json of a run by this program on this machine. */
export function writePolicyBundle(folder: string, facts: Omit<PolicyBundleFacts, 'mk_version' | 'build' | 'host'>): void {
  const bundle = policyBundle({ ...facts, mk_version: VERSION, build: BUILD, host: hostPseudonym() });
  writeArtifact(folder, 'policy_bundle_latest.json', bundle);
}

/** Tells machines apart without naming them. */
function hostPseudonym(): string {
  return `host-${createHash('sha256').update(hostname()).digest('hex').slice(0, 12)}`;
}
