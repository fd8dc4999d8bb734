import type { Rollouts } from './rollouts.ts';
import type { Samples } from './samples.ts';
import type { Say, Scene } from './scene.ts';

/** What the runs work with. */
export type Bench = {
  readonly scene: Scene;
  readonly rollouts: Rollouts;
  readonly samples: Samples;
  readonly say: Say;
  /** A run that shows something else than it should is counted by what became of it, and its times are dropped. */
  leaveOut(why: string): void;
};
