import { defineConfig } from 'vitest/config';

// Kinds of tests, told apart by their name, and the CLI's by their place (docs/architecture.md, "Tests").
const everywhere = ['packages', 'connector', 'workers', 'sandbox', 'test', 'tools', 'charts'];
const named = (suffix: string) => everywhere.map((folder) => `${folder}/**/*${suffix}`);
const exclude = ['**/node_modules/**', '**/dist/**'];
const others = [...named('.fuzz.test.ts'), ...named('.workerd.test.ts'), ...named('.cluster.test.ts'), ...named('.e2e.test.ts')];

// How long a poll waits for what must come: no measure of speed, so well above what a busy machine needs (the default is a second).
const patient = (timeout: number) => ({ poll: { timeout } });

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // A property that takes a second alone takes ten on a busy machine.
          testTimeout: 30_000,
          expect: patient(20_000),
          setupFiles: ['./tools/properties.ts'],
          include: named('.test.ts'),
          exclude: [...exclude, ...others, 'packages/cli/**'],
        },
      },
      {
        test: {
          // Most of them run the packed program as a process.
          name: 'cli',
          include: ['packages/cli/**/*.test.ts'],
          exclude: [...exclude, ...others],
          globalSetup: ['./packages/cli/src/testing/pack-once.ts'],
          setupFiles: ['./tools/properties.ts'],
          testTimeout: 30_000,
          expect: patient(20_000),
        },
      },
      {
        test: {
          // For a bounded time, with other bytes in every run; a failure prints the seed that repeats it.
          name: 'fuzz',
          include: named('.fuzz.test.ts'),
          exclude,
        },
      },
      './workers/control-plane/vitest.config.ts',
      {
        test: {
          name: 'cluster',
          include: named('.cluster.test.ts'),
          exclude,
          globalSetup: ['./test/cluster/src/vitest-global-setup.ts', './packages/cli/src/testing/pack-once.ts'],
          // A first run builds the Kubernetes control plane before the first test.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: patient(60_000),
          maxWorkers: 2,
          // Real processes at real moments: once more, and the reporter says so ("retry x1"). docs/status.md lists what was seen.
          retry: 1,
        },
      },
      {
        test: {
          name: 'e2e',
          include: named('.e2e.test.ts'),
          exclude,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: patient(60_000),
          // One stack at a time: two cores carry one control plane.
          fileParallelism: false,
          retry: 1,
        },
      },
    ],
  },
});
