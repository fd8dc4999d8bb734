import { fileURLToPath } from 'node:url';
import { PACKAGE_FOLDER } from '../../build-info.ts';
import { refuse } from '../../cli/refuse.ts';
import { readOrNull } from '../../io/files.ts';

/** The documents of a procurement pack, in the order in which they are read. They come with the package. */
export const DOCUMENTS: readonly string[] = [
  '01-overview.md',
  '02-architecture.md',
  '03-security.md',
  '04-safety-and-gates.md',
  '05-threat-model.md',
  '06-data-handling.md',
  '07-licensing.md',
  '08-permissions.md',
  '09-deployment.md',
  '10-operations-and-rollback.md',
  '11-support.md',
  '12-dependencies.md',
  '13-verification.md',
];

/** A file that comes with mk. @throws Refusal that names it when it is not there */
export function packageFile(name: string): Uint8Array {
  const content = readOrNull(fileURLToPath(new URL(name, PACKAGE_FOLDER)));
  return content ?? refuse(`this installation of mk lacks its file ${name}; install the package modekeeper again`);
}
