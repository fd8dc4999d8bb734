import { describe, expect, it } from 'vitest';
import { importer } from './importer.ts';

const PAGE = 'http://localhost/assets/AuditPage-x.js';
const failed = (url: string) => new TypeError(`Failed to fetch dynamically imported module: ${url}`);

describe('importer', () => {
  it('asks for what failed under another address each time, because a browser remembers the failure of the first', async () => {
    const asked: string[] = [];
    const load = importer(
      async () => {
        asked.push(PAGE);
        throw failed(PAGE);
      },
      async (url) => {
        asked.push(url);
        if (asked.length < 3) throw failed(url);
        return { Page: 'here' };
      },
    );
    await expect(load()).rejects.toThrow(PAGE);
    await expect(load()).rejects.toThrow(`${PAGE}?again=1`);
    expect(await load()).toEqual({ Page: 'here' });
    expect(asked).toEqual([PAGE, `${PAGE}?again=1`, `${PAGE}?again=2`]);
  });

  it('tries the same again where the browser does not say which address failed', async () => {
    let calls = 0;
    const load = importer(
      async () => {
        calls += 1;
        if (calls === 1) throw new TypeError('Importing a module script failed.');
        return 'here';
      },
      () => Promise.reject(new Error('nobody asked for this')),
    );
    await expect(load()).rejects.toThrow();
    expect(await load()).toBe('here');
  });
});
