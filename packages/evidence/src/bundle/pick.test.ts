import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstNamed, kindOf, pickBundle, pickLatest } from './pick.ts';

describe('pickLatest', () => {
  it.each([
    [['a/eval_latest.json', 'eval_latest.json'], 'eval_latest.json'],
    [['iter_0009/eval_latest.json', 'z/eval_latest.json', 'y/eval_latest.json'], 'y/eval_latest.json'],
    [
      ['w/iter_9/eval_latest.json', 'w/iter_10/eval_latest.json', 'w/iter_0010/x/eval_latest.json'],
      'w/iter_0010/x/eval_latest.json',
    ],
    [['iter_x/eval_latest.json', 'iter_1/eval_latest.json'], 'iter_x/eval_latest.json'],
    [['a/not_eval_latest.json'], null],
  ])('of %j takes %s', (paths, expected) => {
    expect(pickLatest(paths, 'eval_latest.json')).toBe(expected);
  });

  it('does not depend on the order in which a folder is listed', () => {
    const paths = ['b/x.json', 'a/x.json', 'iter_3/x.json', 'iter_2/x.json', 'iter_3/y/x.json'];
    fc.assert(
      fc.property(fc.subarray(paths), fc.nat(), (some, turn) => {
        const turned = some.map((_, at) => some[(at + turn) % some.length] ?? '');
        expect(pickLatest(turned, 'x.json')).toBe(pickLatest(some, 'x.json'));
        expect(firstNamed(turned, 'x.json')).toBe([...some].sort()[0] ?? null);
      }),
    );
  });
});

describe('pickBundle', () => {
  it('takes what stands beside a report, its twins, and nothing else', () => {
    const beside = [
      'e/eval_20260102_030405.json',
      'e/eval_latest.json',
      'e/eval_summary.md',
      'e/explain.jsonl',
      'e/k8s_plan.json',
      'e/k8s_plan.kubectl.sh',
      'e/summary.md',
    ];
    const left = [
      'e/eval_1_2.json',
      'e/watch_20260102_030405.json',
      'e/watch_summary.md',
      'e/x/summary.md',
      'summary.md',
      'license.json',
    ];
    const { notes, paths, reports } = pickBundle([...left, ...beside]);
    expect(paths).toEqual(beside);
    expect(reports).toEqual({ eval: 'e/eval_latest.json' });
    expect(notes).toEqual(
      ['closed_loop', 'k8s_verify', 'preflight', 'watch', 'roi'].map((name) => `missing_${name}_latest.json`),
    );
  });

  it.each([
    ['a/closed_loop_latest.json', 'plan'],
    ['k8s_verify_latest.json', 'verify'],
    ['watch_summary.md', 'summary'],
    ['k8s_plan.json', 'k8s_plan'],
    ['k8s_plan.kubectl.sh', 'script'],
    ['rollback_attempt_latest.json', 'rollback'],
    ['eval_20260102_030405.json', 'other'],
  ])('%s is of kind %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});
