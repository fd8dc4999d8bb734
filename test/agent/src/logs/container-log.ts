import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createCriSplitter } from './cri.ts';

/** The log of one run of one container. */
export type ContainerLog = {
  /** File that followers read while the container runs. */
  path: string;
  /** Copies a stream of the program into the log, line by line. */
  attach(stream: 'stdout' | 'stderr', source: Readable): Promise<void>;
  /** A line of the agent's own, for what a program cannot say (it did not start). */
  write(line: string): void;
};

/** Opens a fresh log, `<number>.log` in `folder`. */
export function openContainerLog(folder: string, number: number, now_ms: () => number): ContainerLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${number}.log`);
  writeFileSync(path, '', { mode: 0o600 });
  const append = (text: string) => {
    if (text !== '' && existsSync(path)) appendFileSync(path, text);
  };
  return {
    path,
    async attach(stream, source) {
      const splitter = createCriSplitter(stream);
      for await (const chunk of source) append(splitter.push(chunk as Buffer, now_ms()));
      append(splitter.end(now_ms()));
    },
    write: (line) => append(createCriSplitter('stderr').push(Buffer.from(`${line}\n`), now_ms())),
  };
}

/** Gives a log another name (`0.log` as `ended`: `0.ended.log`), under which it is read when its followers are ended. */
export function keepLog(path: string, as: 'ended' | 'previous'): string {
  const kept = path.replace(/(\.ended)?\.log$/, `.${as}.log`);
  linkSync(path, kept);
  return kept;
}

/**
 * Ends the streams of everybody who follows this file, which cannot be read any more afterwards.
 *
 * A kubelet ends a follower when the container ends, but kwok cannot know that it did (its runtime service is a stub that
 * says "unavailable"). Its reader opens the file again when a new one of the same name appears; one that cannot be opened,
 * a link to itself, is what makes it stop.
 */
export function endFollowers(path: string): void {
  if (!existsSync(path)) return;
  const loop = `${path}.loop`;
  rmSync(loop, { force: true });
  symlinkSync(path, loop);
  renameSync(loop, path);
}

/** Ends the followers of every log below a folder. */
export function endAllFollowers(folder: string): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names) if (name.endsWith('.log')) endFollowers(join(folder, name));
}
