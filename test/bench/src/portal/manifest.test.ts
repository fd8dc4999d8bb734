import { describe, expect, it } from 'vitest';
import { eagerFiles, routeFiles } from './manifest.ts';

const manifest = {
  'index.html': { file: 'index.js', isEntry: true, imports: ['_shared'], css: ['index.css'] },
  _shared: { file: 'shared.js' },
  _charts: { file: 'charts.js', imports: ['index.html'], css: ['charts.css'] },
  'a.tsx': { file: 'a.js', isDynamicEntry: true, imports: ['index.html', '_charts'] },
  'b.tsx': { file: 'b.js', isDynamicEntry: true, imports: ['_charts', '_shared'] },
};

describe('what the portal loads', () => {
  it('first: the entry, what it imports, its styles; nothing of a page', () => {
    expect([...eagerFiles(manifest)].sort()).toEqual(['index.css', 'index.js', 'shared.js']);
  });

  it('for a page: its chunk and the shared ones that are not there yet, to each page in full', () => {
    const routes = routeFiles(manifest);
    expect([...(routes.get('a.tsx') ?? [])].sort()).toEqual(['a.js', 'charts.css', 'charts.js']);
    expect([...(routes.get('b.tsx') ?? [])].sort()).toEqual(['b.js', 'charts.css', 'charts.js']);
  });
});
