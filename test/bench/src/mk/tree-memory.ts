import { readdirSync, readFileSync } from 'node:fs';

/** Seldom, so that looking takes nothing from what is measured; the kernel's mark misses nothing in between. */
const LOOK_EVERY_MS = 50;

/** The most resident memory that a process and everything it started had, at once; a process alone by the kernel's own high-water mark. */
export function watchMemory(pid: number): { peakMib(): number; stop(): void } {
  let peak_kib = 0;
  const look = () => {
    const tree = treeOf(pid);
    const now_kib = tree.reduce((sum, each) => sum + statusKib(each, 'VmRSS'), 0);
    peak_kib = Math.max(peak_kib, now_kib, tree.length <= 1 ? statusKib(pid, 'VmHWM') : 0);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { peakMib: () => peak_kib / 1024, stop: () => clearInterval(timer) };
}

/** Resident memory of a process, MiB; 0 when it has ended. */
export function residentMib(pid: number): number {
  return statusKib(pid, 'VmRSS') / 1024;
}

function treeOf(root: number): number[] {
  const found: number[] = [];
  for (let next: number[] = [root]; next.length > 0; next = next.flatMap(childrenOf)) found.push(...next);
  return found;
}

/** Each thread lists the processes that it started. */
function childrenOf(pid: number): number[] {
  const listed = namesIn(`/proc/${pid}/task`).flatMap((thread) => textOf(`/proc/${pid}/task/${thread}/children`).split(' '));
  return listed.filter((child) => child !== '').map(Number);
}

function statusKib(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
}

function textOf(path: string): string {
  return whileThere(() => readFileSync(path, 'utf8'), '');
}

function namesIn(folder: string): string[] {
  return whileThere(() => readdirSync(folder), []);
}

/** `gone` for a process that has ended meanwhile. */
function whileThere<T>(read: () => T, gone: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) return gone;
    throw error;
  }
}
