import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const put = (path: string, content: unknown) => {
  mkdirSync(dirname(join(mk.folder, path)), { recursive: true });
  writeFileSync(join(mk.folder, path), typeof content === 'string' ? content : JSON.stringify(content));
};
const HEX = 'ab'.repeat(32);
put('report/eval/eval_latest.json', { schema_version: 'eval.v0', plan_sha256: HEX, note: 'Bearer hunter2', api_key: 'hunter2' });
put('report/eval/explain.jsonl', '{"event":"x","payload":{"cookie":"hunter2"}}\nsecret=hunter2\n');
put('report/eval/summary.md', 'dsn: postgres://u:hunter2@db/x\n');
put('report/doctor/doctor_latest.json', { schema_version: 'doctor.v1', ok: true });
put('report/license.json', 'never packed');

const FIXED = ['--created-at', '2026-01-02T03:04:05Z'];
const inTar = (name: string) =>
  execFileSync('tar', ['-xzOf', join(mk.folder, 's/support_bundle.tar.gz'), name], { encoding: 'utf8' });

describe('mk support-bundle', () => {
  it('packs the latest reports without a secret in them', async () => {
    const { code, stderr, stdout } = await mk.run(['support-bundle', '--out', 's', ...FIXED]);
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      'support_bundle_ok=true manifest=s/support_bundle_manifest.json tar=s/support_bundle.tar.gz summary=s/support_bundle_summary.md files=5\n',
    ]);
    const manifest = mk.json<{ run_id: string; files: { rel_path: string; sha256: string; size_bytes: number }[] }>(
      's/support_bundle_manifest.json',
    );
    const file = (rel_path: string, kind: string, redactions: number) => ({
      rel_path,
      kind,
      redactions,
      sha256: createHash('sha256').update(inTar(rel_path)).digest('hex'),
      size_bytes: Buffer.byteLength(inTar(rel_path)),
    });
    const files = [
      file('doctor/doctor_latest.json', 'doctor', 0),
      file('environment.txt', 'text', 0),
      file('eval/eval_latest.json', 'eval', 2),
      file('eval/explain.jsonl', 'explain', 2),
      file('eval/summary.md', 'summary', 1),
    ];
    expect(manifest).toEqual({
      schema_version: 'support_bundle.v0',
      created_at: '2026-01-02T03:04:05Z',
      tool_version: expect.any(String),
      run_id: createHash('sha256')
        .update(files.map(({ rel_path, sha256 }) => `${rel_path}:${sha256}`).join('\n'))
        .digest('hex'),
      inputs_root: 'report',
      files,
      notes: ['missing_preflight_latest.json', 'missing_roi_latest.json', 'missing_watch_latest.json'],
    });
    const tar = gunzipSync(readFileSync(join(mk.folder, 's/support_bundle.tar.gz'))).toString('latin1');
    expect(tar).not.toMatch(/hunter2|never packed/);
    expect(tar).toContain(HEX);
    expect(inTar('environment.txt')).toMatch(/^tool_version: \S+\nruntime_version: v\d+\.\S+\nplatform: \S+\n$/);
    expect(inTar('support_bundle_manifest.json')).toBe(mk.text('s/support_bundle_manifest.json'));
    expect(mk.text('s/support_bundle_summary.md')).toBe(
      '# Support bundle\n\nok: true\ninputs_root: report\nfiles_count: 5\ntotal_redactions: 5\nmanifest: s/support_bundle_manifest.json\ntar: s/support_bundle.tar.gz\n',
    );
  });

  it('is the same to the byte when its time is fixed', async () => {
    await mk.run(['support-bundle', '--out', 's2', ...FIXED]);
    const bytes = (folder: string) => readFileSync(join(mk.folder, folder, 'support_bundle.tar.gz')).toString('hex');
    await mk.run(['support-bundle', '--out', 's3'], { SOURCE_DATE_EPOCH: '1767323045' });
    expect(bytes('s3')).toBe(bytes('s2'));
  });

  it('goes to a folder of its own time by default', async () => {
    const { stdout } = await mk.run(['support-bundle']);
    expect(stdout).toMatch(/ manifest=report\/support_bundle_\d{8}T\d{6}Z\/support_bundle_manifest\.json /);
  });

  it('of a folder that is not there: one line, exit 2', async () => {
    expect(await mk.run(['support-bundle', '--in', 'nowhere'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ERROR: cannot read the folder nowhere;/),
    });
  });
});
