import { compareCodePoints, sortedByCodePoint } from '@modekeeper/contracts';
import { runId } from '../bundle/manifest.ts';

/** Digest and size are those of the redacted bytes. */
export type SupportFile = { rel_path: string; sha256: string; size_bytes: number; redactions: number; kind: string };

/** `support_bundle.v0`. */
export type SupportManifest = {
  schema_version: 'support_bundle.v0';
  created_at: string;
  tool_version: string;
  run_id: string;
  inputs_root: string;
  files: SupportFile[];
  notes: string[];
};

export function supportManifest(input: Omit<SupportManifest, 'schema_version' | 'run_id'>): SupportManifest {
  const files = [...input.files].sort((left, right) => compareCodePoints(left.rel_path, right.rel_path));
  return {
    schema_version: 'support_bundle.v0',
    ...input,
    run_id: runId(files),
    files,
    notes: sortedByCodePoint(new Set(input.notes)),
  };
}

/** Lines of the support bundle's summary, without its heading. */
export function supportSummary(
  { files, inputs_root }: SupportManifest,
  paths: { manifest: string; tar: string },
): [string, unknown][] {
  return [
    ['ok', true],
    ['inputs_root', inputs_root],
    ['files_count', files.length],
    ['total_redactions', files.reduce((sum, { redactions }) => sum + redactions, 0)],
    ['manifest', paths.manifest],
    ['tar', paths.tar],
  ];
}
