import { closeSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModeKeeperError } from '@modekeeper/contracts';

/** A line of a connector's log; `time` is the connector's own clock, which is this machine's. */
export type LogLine = { readonly at_ms: number; readonly msg: string; readonly fields: Readonly<Record<string, unknown>> };

/** Reads a connector's log as it grows, from the file that its node writes: nothing is asked of the connector or the API server. */
export class ConnectorLog {
  readonly #file: number;
  #offset = 0;
  #rest = '';
  readonly #lines: LogLine[] = [];

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  /** Every line until now. */
  lines(): readonly LogLine[] {
    const chunk = Buffer.alloc(65_536);
    for (let read = readSync(this.#file, chunk, 0, chunk.length, this.#offset); read > 0; ) {
      this.#offset += read;
      this.#rest += chunk.toString('utf8', 0, read);
      read = readSync(this.#file, chunk, 0, chunk.length, this.#offset);
    }
    const ended = this.#rest.split('\n');
    this.#rest = ended.pop() ?? '';
    this.#lines.push(...ended.flatMap(parseLine));
    return this.#lines;
  }

  /** Waits for a line. @throws `timeout` */
  async until(what: string, matches: (line: LogLine) => boolean, timeout_ms: number): Promise<LogLine> {
    const deadline_ms = performance.now() + timeout_ms;
    for (let seen = 0; performance.now() < deadline_ms; await sleep(POLL_MS)) {
      const lines = this.lines();
      const found = lines.slice(seen).find(matches);
      if (found !== undefined) return found;
      seen = lines.length;
    }
    throw new ModeKeeperError({
      code: 'timeout',
      message: `The connector did not log «${what}» within ${timeout_ms / 1000} s.`,
      hint: 'Run the benchmark again on a quieter machine; the connector says in its log what it waits for.',
    });
  }

  close(): void {
    closeSync(this.#file);
  }
}

const POLL_MS = 20;

/** `<time> <stream> F <text>` of the CRI format; lines that are not JSON are not the connector's own. */
export function parseLine(line: string): LogLine[] {
  const text = line.split(' ').slice(3).join(' ');
  if (!text.startsWith('{')) return [];
  const fields = JSON.parse(text) as Record<string, unknown>;
  return [{ at_ms: Date.parse(String(fields.time)), msg: String(fields.msg), fields }];
}
