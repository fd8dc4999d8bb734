import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

writeFileSync(at('key.raw'), new Uint8Array(32).fill(7));

describe('mk export handoff-pack', () => {
  it('makes a pack that its own script finds whole', async () => {
    const { code, stdout } = await mk.run([
      'export',
      'handoff-pack',
      '--out',
      'h',
      ...FIXED,
      '--sign-key',
      'key.raw',
      '--sign-kid',
      'ops',
    ]);
    expect([code, stdout]).toEqual([
      0,
      'handoff_ok=true manifest=h/handoff_manifest.json tar=h/handoff_pack.tar.gz summary=h/handoff_summary.md ' +
        'checksums=h/handoff_pack.checksums.sha256 verify=h/HANDOFF_VERIFY.sh\n',
    ]);
    expect(statSync(at('h/HANDOFF_VERIFY.sh')).mode & 0o777).toBe(0o755);
    expect(
      mk
        .text('h/handoff_pack.checksums.sha256')
        .trim()
        .split('\n')
        .map((line) => line.slice(66)),
    ).toEqual([
      'HANDOFF_VERIFY.sh',
      'README.md',
      'handoff_manifest.dsse.json',
      'handoff_manifest.json',
      'handoff_pack.tar.gz',
      'handoff_summary.md',
    ]);
    expect(mk.text('h/handoff_summary.md')).toContain('manifest: h/handoff_manifest.json\ntar: h/handoff_pack.tar.gz\n');
    const hex = sha256(readFileSync(at('h/handoff_manifest.json')));
    const checked = await sh('./h/HANDOFF_VERIFY.sh');
    expect(checked.code).toBe(0);
    const lines = checked.stdout.trim().split('\n');
    expect([lines[0], lines[1], ...lines.slice(-4)]).toEqual([
      'ModeKeeper Handoff Verify',
      '== sha256 checksums ==',
      '== manifest embedded in tar matches handoff_manifest.json ==',
      `tar_manifest_sha256=${hex}`,
      `handoff_manifest_sha256=${hex}`,
      'OK',
    ]);
    const [transcript] = readdirSync(at('h')).filter((name) => /^HANDOFF_VERIFY_TRANSCRIPT_\d{8}T\d{6}Z\.txt$/.test(name));
    expect(mk.text(`h/${transcript}`)).toBe(checked.stdout);
  });

  it.each(['handoff_manifest.json', 'handoff_pack.tar.gz', 'handoff_summary.md', 'README.md'])(
    'whose %s was changed is refused',
    async (name) => {
      await mk.run(['export', 'handoff-pack', '--out', `t-${name}`]);
      appendFileSync(at(`t-${name}/${name}`), ' ');
      const checked = await sh('sh HANDOFF_VERIFY.sh', at(`t-${name}`));
      expect(checked.code).toBe(1);
      expect(checked.stdout).not.toMatch(/^OK$/m);
    },
  );

  it('with another manifest inside than beside is refused, checksums corrected or not', async () => {
    await mk.run(['export', 'handoff-pack', '--out', 'm']);
    appendFileSync(at('m/handoff_manifest.json'), ' ');
    await sh(
      'for f in HANDOFF_VERIFY.sh README.md handoff_manifest.json handoff_pack.tar.gz handoff_summary.md; do sha256sum $f; done > handoff_pack.checksums.sha256',
      at('m'),
    );
    const checked = await sh('sh HANDOFF_VERIFY.sh', at('m'));
    expect([checked.code, checked.stdout]).toEqual([
      1,
      expect.stringContaining('ERROR: the manifest inside the archive is another one'),
    ]);
  });

  it('is the same to the byte when its time is fixed', async () => {
    const bytes = (folder: string) =>
      ['handoff_manifest.json', 'handoff_pack.tar.gz', 'HANDOFF_VERIFY.sh', 'README.md'].map((name) =>
        sha256(readFileSync(at(`${folder}/${name}`))),
      );
    await mk.run(['export', 'handoff-pack', '--out', 'x1', ...FIXED]);
    await mk.run(['export', 'handoff-pack', '--out', 'x2', ...FIXED]);
    expect(bytes('x2')).toEqual(bytes('x1'));
  });
});
