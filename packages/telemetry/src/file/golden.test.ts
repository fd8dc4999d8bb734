import { readdirSync, readFileSync } from 'node:fs';
import { SIGNAL_NAMES } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { readInSegments } from '../testing/in-segments.ts';

const FOLDER = new URL('../../../../test/data/observe/', import.meta.url);
const COLUMNS = ['trace', 'rows', 'samples', 'json', 'shape', 'fields', 'duplicates', 'reordered', 'signals', 'notes', 'nodes'];

/** The README's table is what the traces are held to. */
const rows = readFileSync(new URL('README.md', FOLDER), 'utf8')
  .split('\n')
  .filter((line) => /^\|`\w+`\|\d/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

async function measured(name: string): Promise<string[]> {
  const read = await readInSegments('jsonl', readFileSync(new URL(`${name}.jsonl`, FOLDER)));
  const { observe_ingest: ingest, window } = read;
  const { environment, sample_count, signals } = window;
  const numbers = [
    read.rows_read,
    sample_count,
    ingest.dropped_invalid_json,
    ingest.dropped_invalid_shape,
    ingest.dropped_missing_fields,
    ingest.dropped_duplicates,
    ingest.reordered,
  ].map(String);
  const listed = (names: readonly string[]) => (names.length === 0 ? '-' : names.join(' '));
  return [
    name,
    ...numbers,
    listed(SIGNAL_NAMES.filter((signal) => signals[signal])),
    listed(signals.notes),
    String(environment.nodes_seen.length),
  ];
}

describe('golden traces', () => {
  it('are the ones that the README lists', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));
    expect(rows.map(([name]) => `${name}.jsonl`).sort()).toEqual(files.sort());
    expect(rows).toHaveLength(9);
  });

  it.each(rows.map((row) => [row[0] ?? '', row] as const))('%s reads and signals as documented', async (name, row) => {
    expect(labelled(await measured(name))).toEqual(labelled(row));
  });
});

function labelled(cells: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index]]));
}
