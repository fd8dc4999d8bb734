import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const golden = (name: string) => fileURLToPath(new URL(`../../../../../test/data/observe/${name}.jsonl`, import.meta.url));
const file = (name: string, out: string) => ['--observe-source', 'file', '--observe-path', golden(name), '--out', out];

describe('mk passport observe-max', () => {
  it('writes the redacted report and a passport that is valid', async () => {
    expect(await mk.run(['passport', 'observe-max', ...file('bursty', 'o')])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(mk.json('o/observe_max_latest.json')).toMatchObject({
      schema_version: 'observe_max.v0',
      coverage: { sample_count: 90, active_signal_flags: ['burst', 'incident'] },
      recommendation: {
        proposals: [{ proposal_id: 'P1' }, { proposal_id: 'P2' }, { proposal_id: 'P3' }],
        top_symptoms: ['burst'],
      },
    });
    expect(mk.json('o/passport_observe_max_latest.json')).toMatchObject({
      name: 'observe_max',
      allowed_chords: ['NORMAL-HOLD', 'BURST-ABSORB', 'RECOVER', 'RELOCK'],
    });
    expect((await mk.run(['passport', 'validate', '--file', 'o/passport_observe_max_latest.json'])).code).toBe(0);
  });

  it('as a report alone writes nothing else, with the same bytes', async () => {
    await mk.run(['passport', 'observe-max-report', ...file('bursty', 'r')]);
    expect(mk.text('r/observe_max_latest.json')).toBe(mk.text('o/observe_max_latest.json'));
    expect(existsSync(join(mk.folder, 'r/passport_observe_max_latest.json'))).toBe(false);
  });

  it.each([
    [['--out', 'x'], '--observe-source is required; see --help'],
    [['--observe-source', 'file'], '--out is required; see --help'],
    [['--observe-source', 'file', '--out', 'x'], '--observe-path is required when --observe-source file'],
    [['--observe-source', 'synthetic', '--out', 'x'], "--observe-source 'synthetic' is not one of: file, k8s, k8s-logs"],
  ])('%j is invalid input', async (args, line) => {
    const ends = await mk.run(['passport', 'observe-max', ...args]);
    expect(ends).toEqual({ code: 2, stdout: '', stderr: `ERROR: ${line}\n` });
  });
});

describe('mk roi mk074', () => {
  it('writes before, after and both, the same bytes for the same trace', async () => {
    for (const out of ['a', 'b']) {
      expect(await mk.run(['roi', 'mk074', ...file('bursty', out)])).toEqual({ code: 0, stdout: '', stderr: '' });
    }
    const name = 'mk074_before_after_latest.json';
    expect(mk.text(`a/${name}`)).toBe(mk.text(`b/${name}`));
    const both = mk.json<Record<string, unknown>>(`a/${name}`);
    expect(both.before).toEqual(mk.json('a/mk074_before_latest.json'));
    expect(both.after).toEqual(mk.json('a/mk074_after_latest.json'));
    expect(both).toMatchObject({
      schema_version: 'mk074_before_after.v0',
      replay_info: { observe_source: 'file', observe_path: 'bursty.jsonl' },
      before: { schema_version: 'mk074_before.v0', policy: 'scalar_baseline', safe: true, summary: { ticks_total: 90 } },
      after: { schema_version: 'mk074_after.v0', policy: 'chord', safe: true, summary: { ticks_total: 90 } },
    });
    expect(Object.keys(both).sort()).toEqual(['after', 'before', 'diff', 'replay_info', 'schema_version']);
  });
});
