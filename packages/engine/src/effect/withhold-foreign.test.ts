import { describe, expect, it } from 'vitest';
import { knobPointer, mirrorPointer } from '../passport/effect-knobs.ts';
import { WITHHELD, withholdForeign } from './withhold-foreign.ts';

const effect = (changes: [string, string | null, string | null][]) => ({ uid: 'u', preimage_sha256: '0'.repeat(64), changes });

describe('an effect that leaves the cluster', () => {
  it('shows knobs, and of every other field only that it would change', () => {
    const knobs: [string, string, string][] = [
      [mirrorPointer('concurrency'), '1', '2'],
      [knobPointer('concurrency'), '1', '2'],
    ];
    const env = '/spec/template/spec/containers/0/env/3';
    const shown = withholdForeign(effect([...knobs, [env, null, 'TOKEN=s3cret'], ['/metadata/labels/x', 'old', null]]));
    expect(shown.changes).toEqual([...knobs, [env, null, WITHHELD], ['/metadata/labels/x', WITHHELD, null]]);
  });

  it('stays small, and stays foreign, however much a webhook adds', () => {
    const many = Array.from({ length: 5000 }, (_, n): [string, null, string] => [
      `/metadata/labels/${n}`,
      null,
      'x'.repeat(1000),
    ]);
    const { changes } = withholdForeign(effect(many));
    expect(changes.length).toBeGreaterThan(0);
    expect(JSON.stringify(changes).length).toBeLessThan(10_000);
  });
});
