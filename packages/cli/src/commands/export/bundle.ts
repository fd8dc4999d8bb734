import { bundleBlocker, isBundleOk } from '@modekeeper/evidence';
import { printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { makeBundle } from './make-bundle.ts';

/** `mk export bundle`. */
export const runBundle: Run = async (io, flags) => {
  const { manifest, paths } = await makeBundle(io, flags, {
    manifest: 'bundle_manifest.json',
    tar: 'bundle.tar.gz',
    summary: 'bundle_summary.md',
    dsse: 'bundle_manifest.dsse.json',
    heading: 'Bundle',
  });
  printSummary(io, [
    ['bundle_ok', isBundleOk(manifest)],
    ['top_blocker', bundleBlocker(manifest)],
    ['manifest', paths.manifest],
    ['tar', paths.tar],
    ['summary', paths.summary],
    ['files', manifest.files.length],
  ]);
  return 0;
};
