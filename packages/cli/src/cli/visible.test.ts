import { describe, expect, it } from 'vitest';
import { packedMk } from '../testing/mk.ts';
import { visible } from './visible.ts';

describe('what an error repeats of foreign text', () => {
  it('stays one line that a terminal only shows', () => {
    expect(visible('a\nb\u001b[31mc\u202ed\u0000')).toBe('a\\u000ab\\u001b[31mc\\u202ed\\u0000');
    expect(visible('Größe – 数')).toBe('Größe – 数');
  });

  it('is so for whatever the command line holds', async () => {
    const mk = await packedMk();
    const { code, stderr } = await mk.run(['closed-loop', 'run', '--k8s-namespace', 'a\nERROR: b']);
    expect([code, stderr.split('\n').length]).toEqual([2, 2]);
    expect(stderr).toContain("'a\\u000aERROR: b'");
  });
});
