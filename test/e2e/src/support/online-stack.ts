import { afterAll, beforeAll } from 'vitest';
import { onboard } from './people.ts';
import type { Scene } from './scenario.ts';
import { startStack } from './stack.ts';

/** A stack with an organization for all tests of one file; call it at the top of a `describe`. */
export function sceneForAll(options: Parameters<typeof startStack>[0] = {}): () => Scene {
  let scene: Scene | undefined;
  beforeAll(async () => {
    const stack = await startStack(options);
    scene = { stack, seeded: await onboard(stack) };
  });
  afterAll(() => scene?.stack.stop());
  return () => {
    if (scene === undefined) throw new Error('The stack did not start.');
    return scene;
  };
}
