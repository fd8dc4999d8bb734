import { join } from 'node:path';
import type { Flags } from '../../cli/flags.ts';
import { refuse } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { checkName } from '../../io/check-name.ts';
import { writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { compactStamp } from '../../io/times.ts';
import { type JobInput, jobManifest } from './job.ts';
import { type Access, bindingName, rbacManifests } from './rbac.ts';
import { applyScript, readme, rollbackScript } from './scripts.ts';
import { yamlDocuments } from './yaml.ts';

/** `mk install k8s-runner`: files to read and to apply by hand. Every value is judged before the first is written. */
export const runInstall: Run = async (io, flags) => {
  const input = installInput(flags);
  const out = flags.optional('out') ?? join('report', `install_k8s_runner_${compactStamp(io.now())}`);
  const folder = resolveFrom(io, out);
  const { namespace, serviceaccount } = input;
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: serviceaccount, namespace },
    automountServiceAccountToken: false,
  };
  const files: [string, string, number?][] = [
    ['00_namespace.yaml', yamlDocuments({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })],
    ['10_serviceaccount.yaml', yamlDocuments(account)],
    ['20_rbac.yaml', yamlDocuments(...rbacManifests(input))],
    ['30_job.yaml', yamlDocuments(jobManifest(input))],
    ['README.md', readme(input)],
    ['apply.sh', applyScript(), 0o755],
    ['rollback.sh', rollbackScript(), 0o755],
  ];
  for (const [name, text, mode] of files) writeWhole(join(folder, name), text, mode);
  io.progress(`Wrote ${files.length} files to ${out}; read README.md there, then run apply.sh`);
  return 0;
};

/** An image reference: registry with port, path, tag, digest (distribution/reference). */
const IMAGE =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

function installInput(flags: Flags): Access & JobInput {
  const named = (kind: 'label' | 'subdomain', flag: string) => checkName(kind, `--${flag}`, flags.text(flag));
  const clusterrole = named('subdomain', 'clusterrole');
  checkName('subdomain', '--clusterrole', bindingName(clusterrole));
  const image = flags.text('image');
  if (image.length > 512 || !IMAGE.test(image))
    refuse(`--image '${image}' is not an image reference; use e.g. registry.example/modekeeper-runner:1.0`);
  return {
    namespace: named('label', 'namespace'),
    serviceaccount: named('subdomain', 'serviceaccount'),
    clusterrole,
    jobName: named('label', 'job-name'),
    image,
    imagePullPolicy: flags.text('image-pull-policy'),
    scope: flags.text('scope') === 'namespace' ? 'namespace' : 'cluster',
  };
}
