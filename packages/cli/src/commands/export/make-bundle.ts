import { join } from 'node:path';
import { artifactJson, utf8Encode } from '@modekeeper/contracts';
import {
  BUNDLED,
  type Bundled,
  type BundleFile,
  type BundleManifest,
  bundleManifest,
  bundleSummary,
  gzip,
  kindOf,
  lastIterationPath,
  pickBundle,
  type ReadReport,
  readReport,
  reportValue,
  type TarFile,
  writeTar,
} from '@modekeeper/evidence';
import { signPayload } from '@modekeeper/trust';
import type { Flags } from '../../cli/flags.ts';
import type { Io } from '../../cli/io.ts';
import { createdAt } from '../../io/created-at.ts';
import { digestFile, unchangedChunks } from '../../io/digest-file.ts';
import { readOrNull, writeArtifact, writeStream, writeWhole } from '../../io/files.ts';
import { gzipBeside } from '../../io/gzip-beside.ts';
import { resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';
import { filesUnder } from '../../io/tree.ts';
import { VERSION } from '../../version.ts';
import { manifestSigner } from './signer.ts';

/** Names of a pack's files, and what its summary is called. */
export type PackNames = { manifest: string; tar: string; summary: string; dsse: string; heading: string };
export type MadeBundle = {
  manifest: BundleManifest;
  paths: { manifest: string; tar: string; summary: string };
  is_signed: boolean;
};

/** Below it a thread takes longer to start than it helps. */
const FEWEST_BESIDE_BYTES = 4 * 1_048_576;
const PAYLOAD_TYPE = 'application/vnd.modekeeper.bundle-manifest+json';
/** Inside the archive the manifest goes by this name, whatever the pack calls it. */
const MANIFEST_IN_TAR = 'bundle_manifest.json';

/** Makes manifest, archive, summary and, with a key, the signature of the reports under `--in`. @throws Refusal */
export async function makeBundle(io: Io, flags: Flags, names: PackNames): Promise<MadeBundle> {
  const created_at = createdAt(io, flags);
  const signer = await manifestSigner(io, flags);
  const inputs_root = flags.text('in');
  const root = resolveFrom(io, inputs_root);
  const picked = pickBundle(filesUnder(root, inputs_root));
  io.progress(`Reading ${picked.paths.length} files`);
  const files: BundleFile[] = [];
  for (const path of picked.paths) files.push(await describeFile(root, path));
  const reports = readReports(root, picked.reports);
  const last = lastIterationPath(reportValue(reports.watch));
  const manifest = bundleManifest({
    created_at,
    tool_version: VERSION,
    inputs_root,
    files,
    reports,
    last_iteration: readReport(last === null ? null : readOrNull(resolveFrom(io, last))),
    notes: picked.notes,
  });
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  const bytes = utf8Encode(artifactJson(manifest));
  io.progress('Writing the archive');
  const content_bytes = files.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
  const compress = content_bytes < FEWEST_BESIDE_BYTES ? gzip : gzipBeside;
  await writeStream(join(folder, names.tar), compress(writeTar(tarFiles(root, bytes, manifest.files))));
  writeWhole(join(folder, names.manifest), bytes);
  if (signer !== null) writeArtifact(folder, names.dsse, await signPayload(PAYLOAD_TYPE, bytes, [signer]));
  const paths = { manifest: join(out, names.manifest), tar: join(out, names.tar), summary: join(out, names.summary) };
  writeWhole(join(folder, names.summary), summaryMarkdown(names.heading, bundleSummary(manifest, paths)));
  return { manifest, paths, is_signed: signer !== null };
}

async function describeFile(root: string, rel_path: string): Promise<BundleFile> {
  const path = join(root, rel_path);
  const report = rel_path.endsWith('.json') ? readReport(readOrNull(path)) : null;
  const version = report?.ok ? report.value.schema_version : null;
  return {
    rel_path,
    ...(await digestFile(path)),
    schema_version: typeof version === 'string' ? version : null,
    kind: kindOf(rel_path),
  };
}

function readReports(root: string, found: Partial<Record<Bundled, string>>): Record<Bundled, ReadReport> {
  const read = (name: Bundled): ReadReport => {
    const path = found[name];
    return readReport(path === undefined ? null : readOrNull(join(root, path)));
  };
  return Object.fromEntries(BUNDLED.map((name) => [name, read(name)])) as Record<Bundled, ReadReport>;
}

function* tarFiles(root: string, manifest: Uint8Array, files: readonly BundleFile[]): Generator<TarFile> {
  yield { path: MANIFEST_IN_TAR, size_bytes: manifest.length, content: [manifest] };
  for (const file of files) {
    const content = unchangedChunks(join(root, file.rel_path), file.rel_path, file);
    yield { path: file.rel_path, size_bytes: file.size_bytes, content };
  }
}
