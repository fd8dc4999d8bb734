import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binaryPath } from '@modekeeper/cluster';
import { inject } from 'vitest';

export type HelmAnswer = { code: number; out: string; err: string };

const chartsFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../charts');
// Helm keeps caches under HOME; the person's own must not matter. This one goes with the test cluster.
const home = join(dirname(inject('kubeconfig')), 'helm-home');

/** Absolute folder of one of our charts, or a file in it. */
export const chart = (name: 'modekeeper-connector' | 'modekeeper-guard' | 'trainer', ...rest: string[]) =>
  join(chartsFolder, name, ...rest);

/** Runs the pinned Helm against the shared API server. `values` go in as a values file on stdin. Never rejects on an exit code. */
export function runHelm(args: readonly string[], values?: unknown): Promise<HelmAnswer> {
  const full = values === undefined ? [...args] : [...args, '--values', '-'];
  const env = { HOME: home, PATH: process.env.PATH ?? '', KUBECONFIG: inject('kubeconfig') };
  return new Promise((done, failed) => {
    const child = spawn(binaryPath('helm'), full, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const answer: HelmAnswer = { code: 0, out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      answer.err += text;
    });
    child.on('error', failed);
    child.on('close', (code) => done({ ...answer, code: code ?? 1 }));
    // JSON is YAML.
    child.stdin.end(values === undefined ? '' : JSON.stringify(values));
  });
}

/** Like `runHelm`, for calls that must succeed; answers what Helm printed. */
export async function helm(args: readonly string[], values?: unknown): Promise<string> {
  const { code, out, err } = await runHelm(args, values);
  if (code !== 0) throw new Error(`helm ${args.join(' ')}: ${err}`);
  return out;
}
