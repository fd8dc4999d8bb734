import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { requireMemory } from './memory.ts';
import { claimPort, freePort, isFree } from './ports.ts';

describe('requireMemory', () => {
  it('lets a machine with enough memory start', () => {
    expect(() => requireMemory(4_096, 2_048)).not.toThrow();
  });

  it('refuses with the numbers and what to do when there is too little', () => {
    expect(() => requireMemory(1_000, 2_048)).toThrow(
      expect.objectContaining({ code: 'memory_low', message: expect.stringContaining('1000 MiB') }),
    );
  });
});

describe('claimPort', () => {
  it('refuses a port that another program holds, and names another one to try', async () => {
    const other = createServer();
    const port = await freePort();
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', () => listening()));
    try {
      expect(await isFree(port)).toBe(false);
      await expect(claimPort(port)).rejects.toMatchObject({
        code: 'port_in_use',
        hint: expect.stringContaining(`--port ${port + 10}`),
      });
    } finally {
      await new Promise((closed) => other.close(closed));
    }
    await expect(claimPort(port)).resolves.toBe(port);
  });
});
