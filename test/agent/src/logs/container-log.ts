import { appendFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  /**
   * Ends the streams of all followers and keeps what was written; answers where it lies now.
   *
   * A kubelet ends a follower when the container ends, but kwok cannot know that it did (its runtime service is a stub that
   * says "unavailable"). Its reader opens the file again when a new one of the same name appears; one that cannot be
   * opened, a link to itself, is what makes it stop.
   */
  close(): string;
};

/** Opens the log of run number `run` in `folder`. */
export function openContainerLog(folder: string, run: number, now_ms: () => number): ContainerLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${run}.log`);
  const kept = join(folder, `${run}.ended.log`);
  // A run that could not start is tried again under its number.
  for (const file of [path, kept]) rmSync(file, { force: true });
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
    close() {
      if (existsSync(kept)) return kept;
      linkSync(path, kept);
      const loop = join(folder, `${run}.loop`);
      rmSync(loop, { force: true });
      symlinkSync(path, loop);
      renameSync(loop, path);
      return kept;
    },
  };
}
