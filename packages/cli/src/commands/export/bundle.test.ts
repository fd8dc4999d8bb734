import { execFile } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gzip, verifyBundle } from '@modekeeper/evidence';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const at = (path: string) => join(mk.folder, path);
const put = (path: string, content: unknown) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), typeof content === 'string' ? content : JSON.stringify(content));
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sh = (script: string, cwd = mk.folder) =>
  new Promise<{ code: number; stdout: string }>((done) => {
    execFile('sh', ['-c', script], { cwd }, (error, stdout) => done({ code: error === null ? 0 : Number(error.code), stdout }));
  });
const FIXED = ['--created-at', '2026-01-02T03:04:05Z'];

put('report/plan/closed_loop_latest.json', { schema_version: 'v0', source: 'file', synthetic_default: false });
put('report/plan/explain.jsonl', '{"event":"x"}\n');
put('report/plan/k8s_plan.json', []);
put('report/eval/eval_latest.json', { schema_version: 'eval.v0', sample_count: 5, environment: { nodes_seen: 1 } });
put('report/roi/roi_latest.json', { schema_version: 'roi.v0', ok: false, top_blocker: 'kubectl_missing' });
put('report/license.json', 'never bundled');
symlinkSync('/etc/passwd', at('report/plan/summary.md'));

describe('mk export bundle', () => {
  it('writes manifest, archive and summary, and says where', async () => {
    const { code, stderr, stdout } = await mk.run(['export', 'bundle', ...FIXED, '--out', 'b']);
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      'bundle_ok=true top_blocker=kubectl_missing manifest=b/bundle_manifest.json tar=b/bundle.tar.gz summary=b/bundle_summary.md files=5\n',
    ]);
    const manifest = mk.json<{ files: { rel_path: string; sha256: string; kind: string }[]; run_id: string }>(
      'b/bundle_manifest.json',
    );
    expect(manifest).toMatchObject({
      schema_version: 'bundle.v0',
      created_at: '2026-01-02T03:04:05Z',
      inputs_root: 'report',
      environment: { nodes_seen: 1 },
      metering: { sample_count: 5, roi: { top_blocker: 'kubectl_missing' } },
      notes: ['missing_k8s_verify_latest.json', 'missing_preflight_latest.json', 'missing_watch_latest.json'],
    });
    const lines = manifest.files.map((file) => `${file.rel_path}:${file.sha256}`);
    expect(manifest.run_id).toBe(sha256(Buffer.from(lines.join('\n'))));
    expect(manifest.files[0]).toEqual({
      rel_path: 'eval/eval_latest.json',
      sha256: sha256(readFileSync(at('report/eval/eval_latest.json'))),
      size_bytes: statSync(at('report/eval/eval_latest.json')).size,
      schema_version: 'eval.v0',
      kind: 'eval',
    });
    const listed = await sh('tar -tzf b/bundle.tar.gz');
    expect(listed.stdout.trim().split('\n')).toEqual(['bundle_manifest.json', ...manifest.files.map((file) => file.rel_path)]);
    expect(listed.stdout).not.toMatch(/license|summary/);
    const archive = readFileSync(at('b/bundle.tar.gz'));
    expect(archive.subarray(0, 10).toString('hex')).toBe('1f8b080000000000' + '02ff');
    expect(gunzipSync(archive).length % 10_240).toBe(0);
    expect((await sh('tar -xzOf b/bundle.tar.gz bundle_manifest.json | cmp - b/bundle_manifest.json')).code).toBe(0);
    expect(await verifyBundle([archive])).toMatchObject({ ok: true, manifest, files_count: 5 });
    expect(mk.text('b/bundle_summary.md')).toMatch(/^# Bundle\n\nok: true\ninputs_root: report\nfiles_count: 5\n/);
    expect(readdirSync(at('b')).sort()).toEqual(['bundle.tar.gz', 'bundle_manifest.json', 'bundle_summary.md']);
  });

  it('packs more than a thread takes to start in one of its own: the same archive', { timeout: 120_000 }, async () => {
    const line = '{"event":"closed_loop_signals","payload":{"sample_count":60}}\n';
    put('large/plan/closed_loop_latest.json', { schema_version: 'v0' });
    put('large/plan/explain.jsonl', Array.from({ length: 100_000 }, (_, index) => `${index} ${line}`).join(''));
    expect((await mk.run(['export', 'bundle', ...FIXED, '--in', 'large', '--out', 'bl'])).stderr).toBe('');
    const archive = readFileSync(at('bl/bundle.tar.gz'));
    expect(await verifyBundle([archive])).toMatchObject({ ok: true, files_count: 2 });
    const tar = (async function* () {
      yield gunzipSync(archive);
    })();
    const parts: Uint8Array[] = [];
    for await (const part of gzip(tar)) parts.push(part);
    expect(sha256(Buffer.concat(parts))).toBe(sha256(archive));
  });

  it('gives the same bytes for the same inputs, by flag or by SOURCE_DATE_EPOCH, and others when an input changes', async () => {
    const bytes = (folder: string) =>
      ['bundle_manifest.json', 'bundle.tar.gz'].map((name) => sha256(readFileSync(at(`${folder}/${name}`))));
    await mk.run(['export', 'bundle', '--out', 'b1', ...FIXED]);
    await mk.run(['export', 'bundle', '--out', 'b2'], { SOURCE_DATE_EPOCH: '1767323045' });
    expect(bytes('b2')).toEqual(bytes('b1'));
    cpSync(at('report'), at('other/report'), { recursive: true });
    appendFileSync(at('other/report/plan/explain.jsonl'), '{"event":"y"}\n');
    await mk.run(['export', 'bundle', '--in', 'other/report', '--out', 'b3', ...FIXED]);
    expect(mk.json<{ run_id: string }>('b3/bundle_manifest.json').run_id).not.toBe(
      mk.json<{ run_id: string }>('b1/bundle_manifest.json').run_id,
    );
  });

  it('signs the bytes of the manifest as DSSE, outside the archive', async () => {
    writeFileSync(at('key.raw'), new Uint8Array(32).fill(7));
    const run = await mk.run(['export', 'bundle', '--out', 's', '--sign-key', 'key.raw', '--sign-kid', 'ops', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ bundle_ok: true, files: 5 });
    const envelope = mk.json<{ payloadType: string; payload: string; signatures: { keyid: string; sig: string }[] }>(
      's/bundle_manifest.dsse.json',
    );
    const type = 'application/vnd.modekeeper.bundle-manifest+json';
    const payload = readFileSync(at('s/bundle_manifest.json'));
    expect(envelope).toMatchObject({ payloadType: type, payload: payload.toString('base64'), signatures: [{ keyid: 'ops' }] });
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
    const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    const signed = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
    expect(verify(null, signed, key, Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64'))).toBe(true);
    expect((await sh('tar -tzf s/bundle.tar.gz')).stdout).not.toContain('dsse');
  });

  it('of an empty folder is a bundle of nothing, and says so', async () => {
    mkdirSync(at('empty'));
    const { code, stdout } = await mk.run(['export', 'bundle', '--in', 'empty', '--out', 'e']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^bundle_ok=false top_blocker=no_files .* files=0\n$/)]);
    expect(mk.json('e/bundle_manifest.json')).toMatchObject({ run_id: sha256(Buffer.from('no-files')), files: [] });
  });

  it.each([
    [['--in', 'nowhere'], /^ERROR: cannot read the folder nowhere;/],
    [['--created-at', 'yesterday'], /^ERROR: --created-at 'yesterday' is not a time;/],
    [['--sign-kid', 'ops'], /^ERROR: --sign-key and --sign-kid belong together;/],
    [['--sign-key', 'report/license.json', '--sign-kid', 'ops'], /^ERROR: the signing key .* has 13 bytes;/],
    [['--sign-key', 'nowhere', '--sign-kid', 'ops'], /^ERROR: cannot read the signing key nowhere;/],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr } = await mk.run(['export', 'bundle', '--out', 'bad', ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(line)]);
    expect(() => statSync(at('bad'))).toThrow(/ENOENT/);
  });

  it('refuses a SOURCE_DATE_EPOCH that is none', async () => {
    expect(await mk.run(['export', 'bundle', '--out', 'bad'], { SOURCE_DATE_EPOCH: 'soon' })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ERROR: SOURCE_DATE_EPOCH 'soon'/),
    });
  });
});
