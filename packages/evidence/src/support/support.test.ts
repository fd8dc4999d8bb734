import { describe, expect, it } from 'vitest';
import { supportManifest, supportSummary } from './manifest.ts';
import { pickSupport } from './pick-support.ts';

describe('pickSupport', () => {
  it('takes the first report of each name with what tells of it, and nothing else', () => {
    const { files, notes } = pickSupport([
      'z/eval_latest.json',
      'a/eval_latest.json',
      'a/summary.md',
      'z/summary.md',
      'explain.jsonl',
      'license.json',
    ]);
    expect(files).toEqual([
      { rel_path: 'a/eval_latest.json', kind: 'eval' },
      { rel_path: 'a/summary.md', kind: 'summary' },
      { rel_path: 'explain.jsonl', kind: 'explain' },
    ]);
    expect(notes).toEqual(['doctor', 'preflight', 'watch', 'roi'].map((name) => `missing_${name}_latest.json`));
  });
});

describe('supportManifest', () => {
  it('sorts files and notes, and counts what was taken out', () => {
    const file = (rel_path: string, redactions: number) => ({ rel_path, redactions, sha256: 'a', size_bytes: 1, kind: 'text' });
    const manifest = supportManifest({
      created_at: 'c',
      tool_version: 't',
      inputs_root: 'report',
      files: [file('b', 2), file('a', 3)],
      notes: ['y', 'x', 'y'],
    });
    expect(manifest).toMatchObject({ files: [{ rel_path: 'a' }, { rel_path: 'b' }], notes: ['x', 'y'] });
    expect(supportSummary(manifest, { manifest: 'm', tar: 't' })).toEqual([
      ['ok', true],
      ['inputs_root', 'report'],
      ['files_count', 2],
      ['total_redactions', 5],
      ['manifest', 'm'],
      ['tar', 't'],
    ]);
  });
});
