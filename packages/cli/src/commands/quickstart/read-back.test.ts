import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { planPathOf } from './read-back.ts';

it.each([
  [null, /^quickstart stops: the plan report plan\/closed_loop_latest\.json is missing; /],
  ['{', / is not JSON; /],
  ['[]', / is not a JSON object; /],
  ['{"k8s_plan_path": 7}', / lacks k8s_plan_path; /],
])('a plan report of %j names no plan, and the line says so', (text, line) => {
  const cwd = mkdtempSync(join(tmpdir(), 'mk-quick-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  if (text !== null) writeFileSync(join(cwd, 'closed_loop_latest.json'), text);
  const folder = text === null ? 'plan' : '.';
  expect(() => planPathOf({ cwd }, folder)).toThrow(line);
});

it('the path is the one that the report names', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'mk-quick-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'closed_loop_latest.json'), '{"k8s_plan_path": "p/k8s_plan.json"}');
  expect(planPathOf({ cwd }, '.')).toBe('p/k8s_plan.json');
});
