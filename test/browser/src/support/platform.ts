import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Platform, startPlatform } from '@modekeeper/sandbox';

/** Control plane with the portal, and database, on a state folder of their own; no cluster. */
export async function startBarePlatform(): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'modekeeper-browser-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const platform = await startPlatform({ statePath: join(folder, 'state'), port: await freePort() });
    return {
      ...platform,
      stop: async () => {
        await platform.stop();
        forget();
      },
    };
  } catch (cause) {
    forget();
    throw cause;
  }
}
