import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { fakeKubectl } from './testing/fake-kubectl.ts';

const tarball = inject('mk_tarball');
const packed = dirname(inject('mk_program'));
const repository = resolve(import.meta.dirname, '..', '..', '..');
const files = readdirSync(packed, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(packed, path)).isFile());
const text = (path: string) => readFileSync(join(packed, path), 'utf8');

const PROGRAMS = ['mk', 'mk-buyer-pack', 'mk-enterprise-eval', 'mk-procurement-pack'];

describe('the package as npm gets it', () => {
  it('is named, licensed, and needs nothing but Node', () => {
    expect(JSON.parse(text('package.json'))).toEqual({
      name: 'modekeeper',
      version: manifest.version,
      description: expect.any(String),
      license: 'UNLICENSED',
      type: 'module',
      bin: Object.fromEntries(PROGRAMS.map((name) => [name, `${name}.js`])),
      files: expect.any(Array),
      engines: { node: '>=22' },
    });
  });

  it('holds programs, documents, README and licences, and no test, source or map', () => {
    expect(files.filter((path) => !/^(?:[\w-]+\.js|documents\/[\w-]+\.md)$/.test(path)).sort()).toEqual([
      'README.md',
      'dependencies.txt',
      'package.json',
      'third-party-licenses.txt',
    ]);
    expect(files.filter((path) => /test|spec|vitest|fast-check/.test(path))).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(1_000_000);
  });

  it('says whose code it holds, and keeps their licences', () => {
    const lines = text('dependencies.txt').trimEnd().split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^zod \d+\.\d+\.\d+ MIT$/));
    for (const line of lines) {
      expect(line).toMatch(/^(?:@[\w-]+\/)?[\w-]+ \d+\.\d+\.\d+ [\w.-]+$/);
      expect(text('third-party-licenses.txt')).toContain(line.split(' ').slice(0, 2).join(' '));
    }
  });

  it('tells nothing of the machine that built it', () => {
    const telling = [repository, `${homedir()}/`, `${tmpdir()}/mk-`, 'node_modules/'];
    for (const path of files) for (const word of telling) expect(text(path).includes(word), `${word} in ${path}`).toBe(false);
  });
});

it('installs into an empty folder without a network, and every program runs from there', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mk-installed-'));
  const home = join(folder, 'home');
  const project = join(folder, 'project');
  mkdirSync(home);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"private":true}');
  // The Node of this test, whatever else is on PATH.
  const env = { PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`, HOME: home };
  const run = (program: string, args: string[], more: Record<string, string> = {}) =>
    promisify(execFile)(program, args, { cwd: project, env: { ...env, ...more } });
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--cache', join(folder, 'cache'), tarball]);
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['modekeeper']);
  expect(readdirSync(join(project, 'node_modules', '.bin')).sort()).toEqual(PROGRAMS);
  const bin = (name: string) => join('node_modules', '.bin', name);
  expect((await run(bin('mk'), ['--version'])).stdout).toBe(`modekeeper ${manifest.version}\n`);
  expect((await run(bin('mk'), ['demo', 'mk068'])).stderr).toBe('');
  expect(JSON.parse(readFileSync(join(project, 'report', 'mk068_demo_latest.json'), 'utf8'))).toMatchObject({ safe: true });
  // A machine with kubectl and no cluster.
  mkdirSync(join(home, '.kube'));
  writeFileSync(join(home, '.kube', 'config'), '');
  const KUBECTL = fakeKubectl(folder, 'kubectl', [{ when: '*', rc: 1 }]).path;
  for (const name of PROGRAMS.slice(1)) {
    const { stderr, stdout } = await run(bin(name), ['--out', `made/${name}`, '--json'], { KUBECTL });
    expect([stderr, JSON.parse(stdout)]).toEqual(['', expect.objectContaining({ pack_ok: true })]);
  }
  expect(readdirSync(join(project, 'made')).sort()).toEqual([...PROGRAMS.slice(1), 'procurement_pack'].sort());
});
