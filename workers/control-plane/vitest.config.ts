import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { TEST_BINDINGS } from './test/bindings.ts';

// workerd offline, and without the local observability that makes WebSockets 20 to 30 times slower.
Object.assign(process.env, {
  X_LOCAL_OBSERVABILITY: 'false',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
});

// The folder of the built portal must be there; what the page holds is tested in a browser (test/browser).
mkdirSync(resolve(import.meta.dirname, '../portal/dist'), { recursive: true });

// The real Worker with its real objects inside workerd, against a real sqld; each suite makes its own tenant.
export default defineConfig({
  plugins: [
    cloudflareTest(({ inject }) => ({
      main: './src/index.ts',
      wrangler: { configPath: '../../wrangler.toml', environment: 'sandbox' },
      miniflare: { bindings: { ...TEST_BINDINGS, DATABASE_URL: inject<string>('database_url') } },
    })),
  ],
  test: {
    name: 'workerd',
    include: ['src/**/*.workerd.test.ts'],
    globalSetup: ['./test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What must come is waited for, however busy the machine (the default is a second).
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
  },
});
