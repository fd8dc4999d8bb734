import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** CommonJS packages inside an ES module bundle still ask for Node's own modules by `require`. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Bundles the connector into one file without dependencies, for Node 24. Returns its path and size in bytes. */
export async function buildConnector(outfile = join(here, 'dist', 'connector.mjs')): Promise<{ outfile: string; bytes: number }> {
  await mkdir(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(here, 'src', 'main.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    treeShaking: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: false,
    logLevel: 'warning',
    banner: { js: REQUIRE },
    // Optional native parts of `ws`; it works without them.
    external: ['bufferutil', 'utf-8-validate'],
  });
  return { outfile, bytes: (await stat(outfile)).size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { outfile, bytes } = await buildConnector(process.argv[2]);
  process.stdout.write(`${outfile} ${bytes} bytes\n`);
}
