import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareCodePoints } from '@modekeeper/contracts';

type Package = { name: string; version: string; license: string; text: string };

/**
 * What of other people's code a bundle holds: a line for each package, and the texts that their licences want to be kept. `inputs` are
 * the files that went into the bundle, relative to `root`. @throws Error for a package that names no licence or brings no text of it
 */
export async function thirdParty(root: string, inputs: readonly string[]): Promise<{ list: string; licenses: string }> {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const packages = await Promise.all([...folders].map((folder) => readPackage(resolve(root, folder))));
  packages.sort((left, right) => compareCodePoints(left.name, right.name));
  return {
    list: packages.map(({ license, name, version }) => `${name} ${version} ${license}\n`).join(''),
    licenses: packages.map(({ name, text, version }) => `${name} ${version}\n\n${text.trim()}\n`).join('\n----\n\n'),
  };
}

/** The folder of the package that a file belongs to; null for a file of ours. */
function packageFolder(path: string): string | null {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null;
}

async function readPackage(folder: string): Promise<Package> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Partial<Package>;
  const { license, name, version } = manifest;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (name === undefined || version === undefined || typeof license !== 'string' || file === undefined)
    throw new Error(`${name ?? folder} has no licence that could be shipped with mk`);
  return { name, version, license, text: await readFile(join(folder, file), 'utf8') };
}
