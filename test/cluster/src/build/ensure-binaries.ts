import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Lock, tryLock } from '../process/lock.ts';
import { binaryPath, buildFolder, cacheFolder, isBuilt } from './cache.ts';
import { compile } from './compile.ts';
import { requireDisk } from './disk.ts';
import { findGo, type GoToolchain } from './go.ts';
import type { BuildProgress } from './progress.ts';
import { type BinaryName, recipeOf, sandboxBinaries, testBinaries } from './recipe.ts';

export type EnsureOptions = {
  /** Which binaries, in the order in which they are wanted; those of a sandbox by default. */
  names?: readonly BinaryName[];
  onProgress?: (step: BuildProgress) => void;
  signal?: AbortSignal;
  /** How often a long step reports that it is still going (default 15,000). */
  heartbeat_ms?: number;
};

const WAIT_POLL_MS = 500;

type Wanted = { names: readonly BinaryName[]; report: (step: BuildProgress) => void; signal: AbortSignal | undefined };

/** Waits for the build lock, reporting what the holder finishes meanwhile; null when nothing is left to build. */
async function lockOrFollow(wanted: Wanted, reported: Set<BinaryName>): Promise<Lock | null> {
  let announced = 0;
  for (;;) {
    reportBuilt(wanted, reported);
    // A process that was killed at the very end leaves its build caches: taking the lock once more removes them.
    const hasLeftovers = sandboxBinaries.every(isBuilt) && existsSync(buildFolder());
    if (reported.size === wanted.names.length && !hasLeftovers) return null;
    const attempt = tryLock(join(cacheFolder(), 'build.lock'));
    if ('lock' in attempt) return attempt.lock;
    if (announced !== attempt.holder.pid) wanted.report({ kind: 'waiting', holder_pid: attempt.holder.pid });
    announced = attempt.holder.pid;
    await sleep(WAIT_POLL_MS, undefined, wanted.signal === undefined ? {} : { signal: wanted.signal });
  }
}

function reportBuilt({ names, report }: Wanted, reported: Set<BinaryName>): void {
  for (const [position, binary] of names.entries()) {
    if (reported.has(binary) || !isBuilt(binary)) continue;
    reported.add(binary);
    report({
      kind: 'ready',
      binary,
      index: position + 1,
      count: names.length,
      elapsed_ms: 0,
      cached: true,
      path: binaryPath(binary),
    });
  }
}

async function build(go: GoToolchain, binary: BinaryName, wanted: Wanted, heartbeat_ms: number): Promise<void> {
  const place = { binary, index: wanted.names.indexOf(binary) + 1, count: wanted.names.length };
  const started_ms = performance.now();
  const elapsed = () => Math.round(performance.now() - started_ms);
  wanted.report({ kind: 'started', ...place });
  const timer = setInterval(() => wanted.report({ kind: 'working', ...place, elapsed_ms: elapsed() }), heartbeat_ms);
  try {
    await compile(go, recipeOf(binary), wanted.signal);
  } finally {
    clearInterval(timer);
  }
  wanted.report({ kind: 'ready', ...place, elapsed_ms: elapsed(), cached: false, path: binaryPath(binary) });
}

/**
 * Makes sure that the pinned binaries stand in the user's cache folder and returns their paths. Builds what is missing, one
 * process at a time per user (a second one waits and follows). Each binary can be used from its `ready` report on.
 * Throws `configuration_invalid` (no Go and no way to get it; too little disk) or `upstream_unavailable` (a build failed).
 */
export async function ensureBinaries(options: EnsureOptions = {}): Promise<Record<BinaryName, string>> {
  const { names = sandboxBinaries, onProgress, signal, heartbeat_ms = 15_000 } = options;
  const wanted: Wanted = { names, report: (step) => onProgress?.(step), signal };
  const reported = new Set<BinaryName>();
  const lock = await lockOrFollow(wanted, reported);
  if (lock !== null) {
    try {
      reportBuilt(wanted, reported);
      const missing = names.filter((name) => !reported.has(name));
      if (missing.length > 0) {
        requireDisk(cacheFolder());
        const go = await findGo(wanted.report, signal);
        for (const name of missing) await build(go, name, wanted, heartbeat_ms);
      }
      // Gigabytes that are of no use any more once nothing is left to build.
      if (sandboxBinaries.every(isBuilt)) await rm(buildFolder(), { recursive: true, force: true });
    } finally {
      lock.release();
    }
  }
  return Object.fromEntries(testBinaries.map((name) => [name, binaryPath(name)])) as Record<BinaryName, string>;
}
