import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';
import { BUYER_FILES } from './buyer-files.ts';
import { DOCUMENTS } from './documents.ts';

const mk = await packedMk();
const at = (path: string) => join(mk.folder, path);
const packed = dirname(inject('mk_program'));
mkdirSync(at('home/.kube'), { recursive: true });
writeFileSync(at('home/.kube/config'), '');
mkdirSync(at('nothing'));
const ACCEPTING: FakeAnswer[] = [
  { when: "'config current-context'", stdout: 'prod\n' },
  { when: "'version --client'*", stdout: '{"clientVersion":{"gitVersion":"v1.35.1"}}' },
  { when: '*can-i*', stdout: 'yes\n' },
  { when: '*version*', stdout: '{}' },
  { when: '*get*-o\\ json', stdout: '{"metadata":{"uid":"u","annotations":{}}}' },
  { when: '*', stdout: 'ok\n' },
];
const kubectl = fakeKubectl(mk.folder, 'kubectl-accepting', ACCEPTING);
/** Nothing on PATH, so that what is installed here plays no part. */
const READY = { PATH: at('nothing'), KUBECTL: kubectl.path };
const pack = (args: readonly string[], env: Record<string, string> = READY) => mk.run(['pack', ...args], env);
const filesIn = (folder: string) =>
  readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(at(`${folder}/${path}`)).isFile())
    .sort((left, right) => (left < right ? -1 : 1));
const sha256 = (path: string) =>
  createHash('sha256')
    .update(readFileSync(at(path)))
    .digest('hex');
const sh = async (script: string, folder: string) =>
  (await promisify(execFile)('sh', ['-c', script], { cwd: at(folder) })).stdout.trimEnd();
const FIXED = '2026-01-02T03:04:05Z';

describe('mk pack buyer', () => {
  it('holds every step of a first look, says that the data is made up, and asked the cluster for nothing but answers', async () => {
    const { code, stderr, stdout } = await pack(['buyer']);
    const files = filesIn('report/buyer_pack');
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      `pack_ok=true out=report/buyer_pack summary=report/buyer_pack/summary.md files=${files.length}\n`,
    ]);
    expect(files).toEqual(expect.arrayContaining([...BUYER_FILES]));
    expect(mk.json('report/buyer_pack/doctor/doctor_latest.json')).toMatchObject({ schema_version: 'doctor.v1', ok: true });
    for (const run of ['plan', 'dryrun'])
      expect(mk.json(`report/buyer_pack/${run}/closed_loop_latest.json`)).toMatchObject({
        mode: 'CLOSED_LOOP',
        dry_run: true,
        apply_requested: false,
        source: 'synthetic',
        scenario: 'drift',
        out_dir: `report/buyer_pack/${run}`,
      });
    expect(mk.json('report/buyer_pack/verify/k8s_verify_latest.json')).toMatchObject({ ok: true, verify_blocker: null });
    expect(mk.json('report/buyer_pack/eval/eval_latest.json')).toMatchObject({ notes: ['synthetic_data'] });
    expect(mk.json('report/buyer_pack/roi/roi_latest.json')).toMatchObject({ schema_version: 'roi.v0' });
    expect(mk.json('report/buyer_pack/export/bundle_manifest.json')).toMatchObject({
      schema_version: 'bundle.v0',
      notes: expect.any(Array),
    });
    const changing = kubectl
      .calls()
      .filter(
        (call) => / (?:patch|apply|delete|create|scale|annotate) /.test(` ${call} `) && !/can-i|--dry-run=server/.test(call),
      );
    expect(changing).toEqual([]);
  });

  it('replaces what an earlier pack left, and nothing else: a folder with a file of somebody is refused and stays as it is', async () => {
    writeFileSync(at('report/buyer_pack/plan/stale.json'), '{}');
    expect((await pack(['buyer', '--json'])).code).toBe(0);
    expect(filesIn('report/buyer_pack')).not.toContain('plan/stale.json');
    mkdirSync(at('mine/plan'), { recursive: true });
    writeFileSync(at('mine/plan/mine.txt'), 'mine');
    writeFileSync(at('mine/notes.txt'), 'mine');
    const { code, stderr, stdout } = await pack(['buyer', '--out', 'mine']);
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      'ERROR: mine holds notes.txt, which is no part of this pack; give --out a new folder, or the one of an earlier pack\n',
    ]);
    expect(filesIn('mine')).toEqual(['notes.txt', 'plan/mine.txt']);
  });

  it('is not made where the doctor finds something missing: its lines are shown, an earlier pack stays', async () => {
    const before = sha256('report/buyer_pack/export/bundle.tar.gz');
    const { code, stderr, stdout } = await pack(['buyer'], { ...READY, KUBECTL: './absent' });
    expect([code, stderr]).toEqual([
      2,
      'ERROR: no pack is made: mk doctor found something missing here, see report/buyer_pack/doctor/summary.md; put it right and run this again\n',
    ]);
    expect(stdout).toMatch(
      /^PASS mk runnable\nFAIL kubectl present\n {2}hint: .+\nPASS kubeconfig readable \(.+\)\nDoctor result: FAIL\n$/,
    );
    expect(sha256('report/buyer_pack/export/bundle.tar.gz')).toBe(before);
  });

  it('shows a trace of the person’s own', async () => {
    const lines = Array.from({ length: 70 }, (_, i) => JSON.stringify({ ts: 1_700_000_000 + i, step_time_ms: 100, loss: 1 }));
    writeFileSync(at('trace.jsonl'), lines.join('\n'));
    expect((await pack(['buyer', '--out', 'own', '--observe-source', 'file', '--observe-path', 'trace.jsonl'])).code).toBe(0);
    for (const run of ['plan', 'dryrun'])
      expect(mk.json(`own/${run}/closed_loop_latest.json`)).toMatchObject({ source: 'file', synthetic_default: false });
    expect(mk.json('own/eval/eval_latest.json')).toMatchObject({ sample_count: 70, notes: [] });
  });

  it.each([
    [['--observe-source', 'file'], /^ERROR: --observe-path is required when --observe-source file\n$/],
    [['--k8s-namespace', 'a;b'], /^ERROR: --k8s-namespace 'a;b' is not a DNS-1123 name/],
    [['--created-at', 'soon'], /^ERROR: --created-at 'soon' is not a time/],
    [['--created-at', '1960-01-01'], /^ERROR: --created-at '1960-01-01T00:00:00Z' is before 1970; give a later time\n$/],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr, stdout } = await pack(['buyer', '--out', 'none', ...flags]);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(line)]);
    expect(existsSync(at('none'))).toBe(false);
  });
});

describe('mk pack procurement', () => {
  const OUT = 'report/procurement_pack';

  it('is a buyer pack, thirteen documents, versions and dependencies', async () => {
    const { code, stderr, stdout } = await pack(['procurement', '--created-at', FIXED]);
    expect([code, stderr]).toEqual([0, '']);
    // The checksums are not among the files that they list.
    const files = filesIn(OUT);
    expect(stdout).toBe(
      `pack_ok=true out=${OUT} tar=${OUT}/procurement_pack.tar.gz checksums=${OUT}/checksums.sha256 files=${files.length - 1}\n`,
    );
    expect(readdirSync(at(OUT)).sort()).toEqual([
      'buyer_pack',
      'checksums.sha256',
      'documents',
      'meta',
      'procurement_pack.tar.gz',
    ]);
    expect(files).toEqual(expect.arrayContaining(BUYER_FILES.map((path) => `buyer_pack/${path}`)));
    expect(readdirSync(at(`${OUT}/documents`)).sort()).toEqual([...DOCUMENTS]);
    for (const name of DOCUMENTS)
      expect(mk.text(`${OUT}/documents/${name}`)).toBe(readFileSync(join(packed, 'documents', name), 'utf8'));
    expect(mk.text(`${OUT}/meta/versions.txt`).split('\n')).toEqual([
      'modekeeper: 0.1.0',
      expect.stringMatching(/^git_commit: (?:[0-9a-f]{40}|null)$/),
      expect.stringMatching(/^git_dirty: (?:true|false)$/),
      `node: ${process.version}`,
      `platform: ${process.platform}-${process.arch}`,
      'kubectl: v1.35.1',
      `created_at: ${FIXED}`,
      '',
    ]);
    expect(mk.text(`${OUT}/meta/dependencies.txt`)).toBe(readFileSync(join(packed, 'dependencies.txt'), 'utf8'));
  });

  it('its archive holds the folder, sorted, of no time and no owner; checksums cover both', async () => {
    const files = filesIn(OUT).filter((path) => path !== 'checksums.sha256');
    const inTar = files.filter((path) => path !== 'procurement_pack.tar.gz');
    expect((await sh('tar -tzf procurement_pack.tar.gz', OUT)).split('\n')).toEqual(inTar);
    const listed = (await sh('tar --utc --numeric-owner -tvzf procurement_pack.tar.gz', OUT)).split('\n');
    for (const line of listed) expect(line).toMatch(/^-rw-r--r-- 0\/0 +\d+ 1970-01-01 00:00 /);
    mkdirSync(at('unpacked'));
    await sh(`tar -xzf ${at(OUT)}/procurement_pack.tar.gz`, 'unpacked');
    for (const path of inTar) expect(sha256(`unpacked/${path}`), path).toBe(sha256(`${OUT}/${path}`));
    expect(mk.text(`${OUT}/checksums.sha256`)).toBe(files.map((path) => `${sha256(`${OUT}/${path}`)}  ./${path}\n`).join(''));
  });

  it('with a fixed time is the same, byte for byte, and shows no other time', async () => {
    const first = mk.text(`${OUT}/checksums.sha256`);
    expect((await pack(['procurement', '--created-at', FIXED])).code).toBe(0);
    expect(mk.text(`${OUT}/checksums.sha256`)).toBe(first);
    rmSync(at(OUT), { recursive: true });
    expect((await pack(['procurement'], { ...READY, SOURCE_DATE_EPOCH: '1767323045' })).code).toBe(0);
    expect(mk.text(`${OUT}/checksums.sha256`)).toBe(first);
    const times = filesIn(`${OUT}/buyer_pack`)
      .filter((path) => /\.(?:json|jsonl|md)$/.test(path))
      .flatMap((path) => mk.text(`${OUT}/buyer_pack/${path}`).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g) ?? []);
    expect([...new Set(times)].sort()).toEqual([FIXED.replace('Z', '.000Z'), FIXED].sort());
  });

  it('names what an installation lacks', async () => {
    const copy = at('broken');
    await sh(`cp -r ${resolve(packed)} ${copy} && rm ${copy}/documents/05-threat-model.md`, '.');
    const run = promisify(execFile)(process.execPath, [join(copy, 'mk.js'), 'pack', 'procurement', '--out', 'lacking'], {
      cwd: mk.folder,
      env: { ...READY, HOME: at('home') },
    });
    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr:
        'ERROR: this installation of mk lacks its file documents/05-threat-model.md; install the package modekeeper again\n',
    });
    expect(existsSync(at('lacking'))).toBe(false);
  });
});

describe('mk pack eval', () => {
  it('leads through a procurement pack beside it, every link to a file that is there, with the digest to tell', async () => {
    const { code, stderr, stdout } = await pack(['eval', '--created-at', FIXED]);
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      expect.stringMatching(
        /^pack_ok=true index=report\/enterprise_eval\/index\.md out=report\/procurement_pack tar=\S+ checksums=\S+ files=\d+\n$/,
      ),
    ]);
    const index = mk.text('report/enterprise_eval/index.md');
    const links = [...index.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(DOCUMENTS.length);
    expect(links.filter((link) => !existsSync(at(`report/enterprise_eval/${link}`)))).toEqual([]);
    expect(index).toContain(`\n    ${sha256('report/procurement_pack/checksums.sha256')}\n`);
    expect(index).toContain('| what was looked at | synthetic, 60 samples |');
    expect(index).toContain('| would the cluster accept it | verify_ok true, blocker null |');
    expect(index).toContain('made-up data');
  });
});
