// Command line for people and scripts: `build [name ...]` makes binaries, `path <name>` prints where one lies.
import { binaryPath } from './build/cache.ts';
import { ensureBinaries } from './build/ensure-binaries.ts';
import { describeBuildProgress } from './build/progress.ts';
import { type BinaryName, testBinaries } from './build/recipe.ts';

const [verb, ...words] = process.argv.slice(2);
const names = words.filter((word): word is BinaryName => (testBinaries as readonly string[]).includes(word));
const write = (line: string) => process.stdout.write(`${line}\n`);

if (names.length !== words.length || (verb !== 'build' && verb !== 'path') || (verb === 'path' && names.length === 0)) {
  process.stderr.write(`ERROR: usage: build [name ...] | path <name ...>, with names out of ${testBinaries.join(', ')}\n`);
  process.exitCode = 2;
} else if (verb === 'path') {
  for (const name of names) write(binaryPath(name));
} else {
  await ensureBinaries({
    names: names.length === 0 ? testBinaries : names,
    onProgress: (step) => write(describeBuildProgress(step)),
  });
}
