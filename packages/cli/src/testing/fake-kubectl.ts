import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One answer: the first whose pattern (of a shell's `case`) matches the words of a call is given. */
export type FakeAnswer = { when: string; stdout?: string; stderr?: string; rc?: number };

export type FakeKubectl = {
  /** For `KUBECTL`. */
  path: string;
  /** Calls so far, in order, their words separated by blanks. */
  calls(): string[];
};

/** A program that stands where kubectl would: it answers by its arguments and keeps a list of them. What nothing matches fails with 9. */
export function fakeKubectl(folder: string, name: string, answers: readonly FakeAnswer[]): FakeKubectl {
  const path = join(folder, name);
  const log = `${path}.calls`;
  const text = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  const cases = answers.map(
    ({ rc = 0, stderr = '', stdout = '', when }) =>
      `  ${when}) printf %s ${text(stdout)}; printf %s ${text(stderr)} >&2; exit ${rc};;`,
  );
  const script = ['#!/bin/sh', `printf '%s\\n' "$*" >> ${text(log)}`, 'case "$*" in', ...cases, 'esac', 'exit 9', ''];
  writeFileSync(path, script.join('\n'));
  chmodSync(path, 0o755);
  const lines = () => readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return { path, calls: () => (existsSync(log) ? lines() : []) };
}
