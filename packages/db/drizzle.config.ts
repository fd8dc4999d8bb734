import { defineConfig } from 'drizzle-kit';

// `pnpm --filter @modekeeper/db generate` writes the next migration; paths are relative to this folder.
export default defineConfig({ dialect: 'sqlite', schema: './src/schema/index.ts', out: '../../migrations' });
