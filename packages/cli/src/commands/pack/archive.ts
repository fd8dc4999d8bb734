import { join } from 'node:path';
import { gzip, type TarFile, writeTar } from '@modekeeper/evidence';
import type { Io } from '../../cli/io.ts';
import { digestFile, unchangedChunks } from '../../io/digest-file.ts';
import { writeStream, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { filesUnder } from '../../io/tree.ts';

/** Writes the archive `tar` of everything in `out`, then `checksums`: SHA-256 of every file there, the archive's too. Answers their number. */
export async function archiveFolder(
  io: Pick<Io, 'cwd'>,
  out: string,
  names: { tar: string; checksums: string },
): Promise<number> {
  const folder = resolveFrom(io, out);
  await writeStream(join(folder, names.tar), gzip(writeTar(tarFiles(folder, filesUnder(folder, out)))));
  const lines = await Promise.all(
    filesUnder(folder, out).map(async (path) => `${(await digestFile(join(folder, path))).sha256}  ./${path}\n`),
  );
  writeWhole(join(folder, names.checksums), lines.join(''));
  return lines.length;
}

async function* tarFiles(folder: string, paths: readonly string[]): AsyncGenerator<TarFile> {
  for (const path of paths) {
    const digest = await digestFile(join(folder, path));
    yield { path, size_bytes: digest.size_bytes, content: unchangedChunks(join(folder, path), path, digest) };
  }
}
