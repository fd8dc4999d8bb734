import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../commands/table.ts';
import { fakeKubectl } from '../testing/fake-kubectl.ts';
import { packedMk } from '../testing/mk.ts';

const mk = await packedMk();

describe('mk, as it is published', () => {
  it('says its version and nothing else', async () => {
    expect(await mk.run(['--version'])).toEqual({ code: 0, stdout: 'modekeeper 0.1.0\n', stderr: '' });
  });

  it('comes to its end when nobody reads what it says: work is never cut off by a closed pipe', async () => {
    const running = mk.start(['quickstart', '--out', 'unread'], 'pipe');
    running.process.stdout?.destroy();
    running.process.stderr?.destroy();
    expect(await running.ended).toBe(0);
    expect(mk.text('unread/report.html')).toContain('</html>');
  });

  it('lists every command, and shows flags and examples of each', async () => {
    const { stdout } = await mk.run(['--help']);
    for (const { path } of COMMANDS) expect(stdout).toContain(`mk ${path.join(' ')} `);
    const help = await mk.run(['passport', 'validate', '--help']);
    expect(help.code).toBe(0);
    expect(await mk.run(['passport', 'validate', '-h'])).toEqual(help);
    expect(help.stdout).toMatch(/--file FILE .*required/);
    expect(help.stdout).toContain('Examples:');
  });

  it.each([
    [[], 'mk needs a command; see mk --help'],
    [['passport'], 'mk passport needs a sub-command; see mk passport --help'],
    [['nonsense'], 'unknown command: mk nonsense; see mk --help'],
    [['passport', 'nonsense'], 'unknown command: mk passport nonsense; see mk --help'],
    [['passport', 'validate'], '--file is required; see --help'],
    [['passport', 'validate', '--fil', 'x'], 'unknown flag --fil for mk passport validate; see mk passport validate --help'],
    [
      ['passport', 'validate', '--file', 'x', 'stray'],
      'unexpected argument stray for mk passport validate; see mk passport validate --help',
    ],
    [['passport', 'validate', '--file', 'absent.json'], 'passport file not found: absent.json'],
    [['passport', 'show', '--template', ' '], 'template name must be non-empty'],
    [['passport', 'show', '--template', 'x'], "unknown template 'x'; available: comm, cost, io, perf, pilot, recovery, safe"],
  ])('%j ends with one line and exit 2', async (args, line) => {
    expect(await mk.run(args)).toEqual({ code: 2, stdout: '', stderr: `ERROR: ${line}\n` });
  });
});

describe('a file that is there and cannot be read', () => {
  it.each([
    [['passport', 'validate', '--file', 'folder.json']],
    [['closed-loop', 'run', '--passport', 'folder.json']],
    [['fleet', 'policy', '--policy', './folder.json']],
  ])('%j is neither missing nor the name of a template', async (args) => {
    mkdirSync(join(mk.folder, 'folder.json'), { recursive: true });
    const path = join(mk.folder, 'folder.json');
    const stderr = `ERROR: a folder stands where a file is needed: ${path}; give the path of a file\n`;
    expect(await mk.run(args)).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('mk passport', () => {
  it('lists the templates, and prints one with its members in order', async () => {
    const { stdout } = await mk.run(['passport', 'templates']);
    expect(stdout.split('\n')).toEqual(['comm', 'cost', 'io', 'perf', 'pilot', 'recovery', 'safe', '']);
    const shown = await mk.run(['passport', 'show', '--template', 'safe']);
    expect(Object.keys(JSON.parse(shown.stdout) as object)).toEqual([
      'schema_version',
      'name',
      'description',
      'allowed_chords',
      'allowed_actuators_hot',
      'allowed_actuators_cold',
      'limits',
      'invariants',
      'cooldowns',
      'gates',
    ]);
  });
});

describe('mk passport show --document', () => {
  it.each(['comm', 'cost', 'io', 'perf', 'pilot', 'recovery', 'safe'])('prints %s as a passport that validates', async (name) => {
    const { code, stdout } = await mk.run(['passport', 'show', '--template', name, '--document']);
    writeFileSync(join(mk.folder, 'passport.json'), stdout);
    expect([code, await mk.run(['passport', 'validate', '--file', 'passport.json'])]).toEqual([
      0,
      { code: 0, stdout: '', stderr: '' },
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ schema_version: 'passport.v0', name, gates: { apply: false } });
  });
});

describe('mk chords validate', () => {
  it('writes the report also when the catalog is bad, and names the first error', async () => {
    const { code, stderr } = await mk.run(['chords', 'validate', '--catalog', 'no.json', '--out', 'o']);
    expect([code, stderr]).toEqual([2, 'ERROR: no.json: file not found\n']);
    expect(mk.json('o/chords_validate_latest.json')).toEqual({
      schema_version: 'chords_validate.v0',
      ok: false,
      errors: ['no.json: file not found'],
      chord_count: 0,
      chord_ids: [],
    });
  });
});

describe('mk doctor', () => {
  it('tells each check with a hint where it fails, and writes report, twin and summary', async () => {
    const { code, stdout } = await mk.run(['doctor', '--out', 'd'], { KUBECTL: './absent', KUBECONFIG: 'absent' });
    expect(code).toBe(2);
    expect(stdout.split('\n').filter((line) => !line.startsWith('  hint: '))).toEqual([
      'PASS mk runnable',
      'FAIL kubectl present',
      'FAIL kubeconfig readable (absent)',
      'Doctor result: FAIL',
      '',
    ]);
    const report = mk.json<{ ok: boolean; checks: { label: string; ok: boolean; hint: string }[] }>('d/doctor_latest.json');
    expect(report).toMatchObject({
      schema_version: 'doctor.v1',
      ok: false,
      key_artifacts: ['d/doctor_latest.json', 'd/summary.md'],
    });
    expect(report.checks.map(({ ok }) => ok)).toEqual([true, false, false]);
  });

  it('passes with kubectl and kubeconfig there, and keeps a twin of each report, also within a second', async () => {
    const { path } = fakeKubectl(mk.folder, 'kubectl', []);
    const env = { KUBECTL: path, KUBECONFIG: path };
    const passed = ['PASS mk runnable', 'PASS kubectl present', `PASS kubeconfig readable (${path})`, 'Doctor result: PASS', ''];
    for (let run = 0; run < 3; run += 1)
      expect(await mk.run(['doctor', '--out', 'p'], env)).toEqual({ code: 0, stdout: passed.join('\n'), stderr: '' });
    expect(mk.json('p/doctor_latest.json')).toEqual({
      schema_version: 'doctor.v1',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      ok: true,
      checks: ['mk runnable', 'kubectl present', `kubeconfig readable (${path})`].map((label) => ({
        label,
        ok: true,
        hint: expect.any(String),
      })),
      key_artifacts: ['p/doctor_latest.json', 'p/summary.md'],
    });
    const twins = readdirSync(join(mk.folder, 'p')).filter((name) => /^doctor_\d{8}T\d{6}Z\.json$/.test(name));
    expect(twins).toHaveLength(3);
    expect(mk.text(`p/${twins.sort().at(-1)}`)).toBe(mk.text('p/doctor_latest.json'));
  });
});

describe('mk completion', () => {
  it.each(['bash', 'zsh', 'fish'])('%s knows every command and flag', async (shell) => {
    const { code, stdout } = await mk.run(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['license', 'verify', 'passport', 'trust-chain']) expect(stdout).toContain(word);
  });
});

describe('mk license verify', () => {
  it('names the first failure on stderr and in the report', async () => {
    const { code, stderr } = await mk.run(['license', 'verify', '--license', 'absent.json', '--out', 'l']);
    expect([code, stderr]).toEqual([2, 'ERROR: license_invalid: license_io_error (license_path_unreadable)\n']);
    expect(mk.json('l/license_verify_latest.json')).toMatchObject({
      license_ok: false,
      failure_code: 'license_io_error',
      kid: null,
    });
  });
});
