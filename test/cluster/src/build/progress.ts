import type { BinaryName } from './recipe.ts';

/** What happens while binaries are made; `path` is usable as soon as `ready` is reported. */
export type BuildProgress =
  | { kind: 'go_found'; version: string; path: string }
  | { kind: 'go_fetching' }
  | { kind: 'waiting'; holder_pid: number }
  | { kind: 'started'; binary: BinaryName; index: number; count: number }
  | { kind: 'working'; binary: BinaryName; index: number; count: number; elapsed_ms: number }
  | { kind: 'ready'; binary: BinaryName; index: number; count: number; elapsed_ms: number; cached: boolean; path: string };

const seconds = (elapsed_ms: number) => `${Math.round(elapsed_ms / 1000)} s`;

/** One line for people about one step. */
export function describeBuildProgress(step: BuildProgress): string {
  switch (step.kind) {
    case 'go_found':
      return `Go ${step.version} found`;
    case 'go_fetching':
      return 'No Go 1.26 or newer on PATH: fetching a private toolchain (70 MB)';
    case 'waiting':
      return `Another process (${step.holder_pid}) is building the same binaries: waiting for it`;
    case 'started':
      return `[${step.index}/${step.count}] building ${step.binary}`;
    case 'working':
      return `[${step.index}/${step.count}] building ${step.binary}, ${seconds(step.elapsed_ms)} so far`;
    case 'ready':
      return `[${step.index}/${step.count}] ${step.binary} ${step.cached ? 'ready' : `ready after ${seconds(step.elapsed_ms)}`}`;
  }
}
