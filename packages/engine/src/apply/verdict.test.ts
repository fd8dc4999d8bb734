import { describe, expect, it } from 'vitest';
import { judgeStepTimes, overallVerdict, type Verdict } from './verdict.ts';

describe('overallVerdict', () => {
  it.each<[Verdict[], Verdict]>([
    [['pass', 'inconclusive', 'fail', 'not_run'], 'fail'],
    [['pass', 'inconclusive', 'not_run'], 'inconclusive'],
    [['not_run', 'pass'], 'pass'],
    [['not_run'], 'not_run'],
    [[], 'not_run'],
  ])('%j is %s', (verdicts, overall) => {
    expect(overallVerdict(verdicts.map((verdict) => ({ verdict })))).toBe(overall);
  });
});

describe('judgeStepTimes', () => {
  const times = (ms: number, count = 12) => Array.from({ length: count }, () => ms);

  it('passes up to a tenth more, and fails above', () => {
    expect(judgeStepTimes(times(100), times(110)).verdict).toBe('pass');
    expect(judgeStepTimes(times(100), times(110.5)).verdict).toBe('fail');
    expect(judgeStepTimes(times(100), times(60)).verdict).toBe('pass');
  });

  it('decides nothing on fewer than twelve samples on either side', () => {
    expect(judgeStepTimes(times(100, 11), times(999)).verdict).toBe('inconclusive');
    expect(judgeStepTimes(times(100), times(999, 11)).verdict).toBe('inconclusive');
    expect(judgeStepTimes([], []).verdict).toBe('inconclusive');
  });
});
