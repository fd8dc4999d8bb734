import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { arch, platform, version } from 'node:process';
import { artifactJson, compareCodePoints, sha256Hex, utf8Encode } from '@modekeeper/contracts';
import {
  gzip,
  pickSupport,
  redactFile,
  type SupportFile,
  supportManifest,
  supportSummary,
  type TarFile,
  writeTar,
} from '@modekeeper/evidence';
import { printSummary } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { createdAt } from '../../io/created-at.ts';
import { writeStream, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';
import { compactStamp } from '../../io/times.ts';
import { filesUnder } from '../../io/tree.ts';
import { VERSION } from '../../version.ts';

/** What is read whole to be redacted. */
const MAX_FILE_BYTES = 256 * 1_048_576;
const MANIFEST = 'support_bundle_manifest.json';
const TAR = 'support_bundle.tar.gz';
const SUMMARY = 'support_bundle_summary.md';

/** `mk support-bundle`: nothing leaves a file unredacted. */
export const runSupportBundle: Run = async (io, flags) => {
  const created_at = createdAt(io, flags);
  const inputs_root = flags.text('in');
  const root = resolveFrom(io, inputs_root);
  const picked = pickSupport(filesUnder(root, inputs_root));
  io.progress(`Redacting ${picked.files.length} files`);
  const packed = [
    ...picked.files.map(({ kind, rel_path }) => redacted(rel_path, kind, readLimited(join(root, rel_path), rel_path))),
    redacted('environment.txt', 'text', utf8Encode(ENVIRONMENT)),
  ].sort((left, right) => compareCodePoints(left.file.rel_path, right.file.rel_path));
  const files = packed.map(({ file }) => file);
  const manifest = supportManifest({ created_at, tool_version: VERSION, inputs_root, files, notes: picked.notes });
  const out = flags.optional('out') ?? join('report', `support_bundle_${compactStamp(io.now())}`);
  const folder = resolveFrom(io, out);
  const bytes = utf8Encode(artifactJson(manifest));
  const entries: TarFile[] = [
    { path: MANIFEST, size_bytes: bytes.length, content: [bytes] },
    ...packed.map(({ content, file }) => ({ path: file.rel_path, size_bytes: file.size_bytes, content: [content] })),
  ];
  await writeStream(join(folder, TAR), gzip(writeTar(entries)));
  writeWhole(join(folder, MANIFEST), bytes);
  const paths = { manifest: join(out, MANIFEST), tar: join(out, TAR) };
  writeWhole(join(folder, SUMMARY), summaryMarkdown('Support bundle', supportSummary(manifest, paths)));
  printSummary(io, [
    ['support_bundle_ok', true],
    ['manifest', paths.manifest],
    ['tar', paths.tar],
    ['summary', join(out, SUMMARY)],
    ['files', files.length],
  ]);
  return 0;
};

const ENVIRONMENT = `tool_version: ${VERSION}\nruntime_version: ${version}\nplatform: ${platform}-${arch}\n`;

function redacted(rel_path: string, kind: string, bytes: Uint8Array): { file: SupportFile; content: Uint8Array } {
  const { redactions, value } = redactFile(rel_path, bytes);
  const content = utf8Encode(value);
  return { file: { rel_path, sha256: sha256Hex(content), size_bytes: content.length, redactions, kind }, content };
}

function readLimited(path: string, shown: string): Uint8Array {
  if (statSync(path).size > MAX_FILE_BYTES)
    refuse(`${shown} is larger than 256 MiB; move it away or shorten it, and run this again`);
  return readFileSync(path);
}
