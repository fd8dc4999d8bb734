import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const IMPORT = /^import \{([^}]*)\} from '@modekeeper\/([a-z]+)';$/gm;
const REEXPORT = /^export (?:\*|\{([^}]*)\}) from '\.\/([^']+)';$/gm;
const DECLARATION = /^export (?:async )?(?:const|function\*?|class) (\w+)/gm;

/**
 * Imports of our own packages go to the files that the packages' indices name. esbuild puts whole files into chunks: by an index every command
 * would load all that any command asks of the package, schemas and their library among it.
 */
export function throughBarrels(packages: string): Plugin {
  const known = new Map<string, Map<string, string>>();
  const filesOf = (name: string) => {
    const found = known.get(name) ?? filesByName(join(packages, name, 'src'));
    known.set(name, found);
    return found;
  };
  return {
    name: 'through-barrels',
    setup: (build) => {
      build.onLoad({ filter: /[\\/]packages[\\/][a-z]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        loader: 'ts',
        contents: readFileSync(path, 'utf8').replace(IMPORT, (_all, names: string, from: string) =>
          namesIn(names)
            .map((name) => importOf(name, filesOf(from), from))
            .join(' '),
        ),
      }));
    },
  };
}

/** File of each value that a package's index exports. */
function filesByName(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, names, file] of readFileSync(join(folder, 'index.ts'), 'utf8').matchAll(REEXPORT)) {
    const path = join(folder, file ?? '');
    const exported = names === undefined ? declaredIn(path) : namesIn(names);
    for (const name of exported) files.set(name, path);
  }
  return files;
}

function declaredIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(DECLARATION)].flatMap(([, name]) => name ?? []);
}

/** Names of values in a list; types are gone by then. */
function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

function importOf(name: string, files: ReadonlyMap<string, string>, from: string): string {
  const file = files.get(name.split(' as ')[0] ?? name);
  if (file === undefined) throw new Error(`the index of @modekeeper/${from} does not name the file of ${name}`);
  return `import { ${name} } from ${JSON.stringify(file)};`;
}
