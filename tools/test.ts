// `npm test`: every check of this repository, one stage after the other, with progress, a summary and a true exit code.
// `--fast` is lint, types and unit tests: under two minutes on two cores. `--only <stage>[,<stage>]` runs just those.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { readFlags } from './read-flags.ts';

type Counts = { passed: number; failed: number; failures: string[] };
type Outcome = Counts & { name: string; ok: boolean; seconds: number };
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};
type Stage = { name: string; slow: boolean; command: string[]; counts?: boolean };

/** How much of a failure the end of the log repeats: its message and the top of the trace. */
const failure_lines = 12;
const root = resolve(import.meta.dirname, '..');
const node = process.execPath;
const reports = mkdtempSync(join(tmpdir(), 'modekeeper-test-'));
const flags = readFlags('npm test', { fast: { type: 'boolean' }, only: { type: 'string' } });

const vitest = (project: string): Stage => ({
  name: project,
  slow: project !== 'unit',
  counts: true,
  command: [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, `${project}.json`)}`,
  ],
});

const stages: Stage[] = [
  { name: 'lint', slow: false, command: ['biome', 'ci', '.'] },
  { name: 'types', slow: false, command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types:worker', slow: false, command: ['tsc', '-p', 'workers/control-plane/tsconfig.json'] },
  { name: 'types:portal', slow: false, command: ['tsc', '-p', 'workers/portal/tsconfig.json'] },
  { name: 'types:tools', slow: false, command: ['tsc', '-p', 'tools/api-types/tsconfig.json'] },
  { name: 'types:api', slow: false, command: [node, 'tools/api-types/main.ts', '--check'] },
  vitest('unit'),
  vitest('cli'),
  vitest('fuzz'),
  // Before the tests inside workerd: it builds the portal, which the Worker serves there too.
  { name: 'bundle:worker', slow: true, command: [node, 'tools/deploy.ts', '--env', 'staging', '--dry-run'] },
  vitest('workerd'),
  { name: 'bundle:connector', slow: true, command: [node, 'connector/build.ts'] },
  { name: 'kubernetes binaries', slow: true, command: [node, 'test/cluster/src/main.ts', 'build'] },
  vitest('cluster'),
  vitest('e2e'),
];

let current: ChildProcess | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    interrupted = true;
    current?.kill(signal);
  });

function run(stage: Stage): Promise<Outcome> {
  const started_ms = performance.now();
  const [command, ...args] = stage.command as [string, ...string[]];
  process.stdout.write(`\n== ${stage.name}: ${[command === node ? 'node' : command, ...args].join(' ')}\n`);
  return new Promise((done) => {
    const finish = (ok: boolean) => {
      const counts = stage.counts ? readCounts(stage.name) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1, failures: [] };
      // A run without a single test proves nothing: it fails.
      const proven = ok && counts.passed > 0;
      done({
        name: stage.name,
        ok: proven,
        seconds: (performance.now() - started_ms) / 1000,
        ...counts,
        failed: proven ? 0 : Math.max(1, counts.failed),
      });
    };
    current = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    current.on('error', (cause) => {
      process.stderr.write(`ERROR: ${stage.name} could not start: ${cause.message}\n`);
      finish(false);
    });
    current.on('exit', (code) => finish(code === 0));
  });
}

/** What vitest's JSON report says: counts, and of every failed test (or file that could not run) its name and why. */
function readCounts(project: string): Counts {
  try {
    const report = JSON.parse(readFileSync(join(reports, `${project}.json`), 'utf8')) as VitestReport;
    const failures = report.testResults.flatMap((file) => {
      const failed = file.assertionResults.filter((test) => test.status === 'failed');
      const path = relative(root, file.name);
      if (failed.length > 0) {
        return failed.map((test) => `${path} > ${test.fullName}\n${excerpt(test.failureMessages.join('\n'))}`);
      }
      return file.status === 'failed' ? [`${path}\n${excerpt(file.message)}`] : [];
    });
    return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
  } catch (cause) {
    process.stderr.write(`ERROR: ${project} left no report: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    return { passed: 0, failed: 1, failures: [] };
  }
}

const excerpt = (text: string) =>
  text
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, failure_lines)
    .map((line) => `    ${line}`)
    .join('\n');

const only = flags.only?.split(',');
const unknown = only?.filter((name) => !stages.some((stage) => stage.name === name)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(
    `ERROR: no such stage: ${unknown.join(', ')}; choose from ${stages.map((stage) => stage.name).join(', ')}\n`,
  );
  process.exit(2);
}
const chosen = stages.filter((stage) => (only ? only.includes(stage.name) : !(flags.fast && stage.slow)));

const outcomes: Outcome[] = [];
for (const stage of chosen) {
  // Ctrl-C ends the run, not only the stage that it falls into; the summary tells what was done until then.
  if (interrupted) break;
  outcomes.push(await run(stage));
}
rmSync(reports, { recursive: true, force: true });

process.stdout.write('\n== Summary\n');
for (const { name, ok, seconds, passed, failed } of outcomes) {
  process.stdout.write(
    `${ok ? 'pass' : 'FAIL'}  ${name.padEnd(22)} ${seconds.toFixed(1).padStart(7)} s   ${passed} passed, ${failed} failed\n`,
  );
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
const left_out = chosen.length - outcomes.length;
process.stdout.write(`\n${passed} passed, ${failed} failed${interrupted ? `, interrupted: ${left_out} stages not run` : ''}\n`);
// Last, because often only the end of a log is kept.
for (const { name, failures } of outcomes) {
  for (const failure of failures) process.stdout.write(`\nFAIL ${name}: ${failure}\n`);
}
process.exit(failed === 0 && !interrupted ? 0 : 1);
