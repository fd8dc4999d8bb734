import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where a control plane runs, for `vite dev`; the built portal is served by the Worker itself. */
const CONTROL_PLANE = process.env.MODEKEEPER_URL ?? 'http://localhost:8787';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    // Nothing as data: URLs, the policy allows our own origin only.
    assetsInlineLimit: 0,
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: true,
    manifest: true,
    // A page is a handful of files, not one for each icon: what several pages share travels together.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 2 },
            { name: 'common', minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      // The control plane takes writes and sockets from its own origin only; here the pages come from another port.
      ['/v1', '/sandbox', '/docs'].map((path) => [path, { target: CONTROL_PLANE, ws: true, headers: { origin: CONTROL_PLANE } }]),
    ),
  },
});
