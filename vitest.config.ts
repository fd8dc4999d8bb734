import { defineConfig } from 'vitest/config';

// Four kinds of tests, told apart by their name (docs/architecture.md, "Tests").
const everywhere = ['packages', 'connector', 'workers', 'sandbox', 'test', 'tools', 'charts'];
const named = (suffix: string) => everywhere.map((folder) => `${folder}/**/*${suffix}`);
const exclude = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: named('.test.ts'),
          exclude: [...exclude, ...named('.workerd.test.ts'), ...named('.cluster.test.ts'), ...named('.e2e.test.ts')],
        },
      },
      './workers/control-plane/vitest.config.ts',
      {
        test: {
          name: 'cluster',
          include: named('.cluster.test.ts'),
          exclude,
          globalSetup: ['./test/cluster/src/vitest-global-setup.ts'],
          // A first run builds the Kubernetes control plane before the first test.
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
          // One stack at a time: two cores carry one control plane.
          fileParallelism: false,
          retry: 1,
        },
      },
    ],
  },
});
