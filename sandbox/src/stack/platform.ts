import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStateFolder } from '@modekeeper/cluster';
import { migrate } from '@modekeeper/db/migrate';
import { repositoryRoot, type StateFolder, stateFolder } from '../platform/paths.ts';
import { freePort, isFree } from '../platform/ports.ts';
import { type Programs, programsOf } from '../platform/programs.ts';
import { ensureSecrets, type SandboxSecrets, workerBindings } from '../state/secrets.ts';
import { readSettings, rememberSettings } from '../state/settings.ts';
import { buildWorker, type ControlPlane, startControlPlane } from './control-plane.ts';
import { type Database, startDatabase } from './database.ts';
import { buildPortal } from './portal.ts';

/** The control plane and its database on this machine. */
export type Platform = {
  url: string;
  folder: StateFolder;
  programs: Programs;
  secrets: SandboxSecrets;
  database: Database;
  controlPlane(): ControlPlane;
  /** For fault tests: SIGKILL, and a start on the same state. */
  crashControlPlane(): Promise<void>;
  restartControlPlane(): Promise<void>;
  stop(): Promise<void>;
};

export type PlatformOptions = {
  statePath: string;
  /** Port of the control plane on localhost. */
  port: number;
  /** What the Worker uses in place of the database's own address, for example a slow proxy in front of it. */
  databaseUrl?: (url: string) => Promise<string>;
  /** Variables over the sandbox's own. */
  bindings?: Record<string, string>;
  /** Told what takes seconds, as it begins. */
  tell?: (what: string) => void;
  /** Ctrl-C: what was begun is ended, and the start fails. */
  signal?: AbortSignal;
};

/**
 * Starts `sqld`, migrates, bundles the Worker and starts it in workerd, on one state folder; a later start continues.
 * Everything ends with this process, however it ends.
 * @throws `conflict` when another instance uses the folder, `program_failed`, `timeout`
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const held = openStateFolder(options.statePath);
  const programs = programsOf(held);
  const stopAll = async () => {
    await programs.close();
    held.release();
  };
  const { signal, tell = () => undefined } = options;
  const interrupt = () => void programs.close();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    signal?.throwIfAborted();
    const folder = stateFolder(options.statePath);
    const secrets = await ensureSecrets(folder.secrets);
    const [database, script] = await Promise.all([
      startOwnDatabase(folder),
      buildPortal(programs, folder.log('portal'), tell).then(() =>
        buildWorker(programs, { folder: folder.worker, logFile: folder.log('bundle'), tell }),
      ),
    ]);
    tell('bringing the database up to date');
    await migrate(database.url);
    const database_url = (await options.databaseUrl?.(database.url)) ?? database.url;
    const public_url = `http://localhost:${options.port}`;
    const start = () =>
      startControlPlane(
        programs,
        {
          config: join(repositoryRoot(), 'wrangler.toml'),
          environment: 'sandbox',
          script,
          port: options.port,
          persist: folder.objects,
          bindings: {
            CHARTS_BASE: join(repositoryRoot(), 'charts'),
            ...workerBindings(secrets, { public_url, database_url }),
            ...options.bindings,
          },
        },
        folder.log('control-plane'),
      );
    signal?.throwIfAborted();
    tell('starting it');
    let controlPlane = await start();
    return {
      url: public_url,
      folder,
      programs,
      secrets,
      database,
      controlPlane: () => controlPlane,
      crashControlPlane: () => controlPlane.program.crash(),
      restartControlPlane: async () => {
        await controlPlane.program.stop();
        controlPlane = await start();
      },
      stop: async () => {
        await controlPlane.program.stop();
        await database.program.stop();
        await stopAll();
      },
    };
  } catch (cause) {
    await stopAll();
    throw cause;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }

  async function startOwnDatabase(folder: StateFolder): Promise<Database> {
    const remembered = readSettings(folder.settings).database_port;
    const port = remembered !== undefined && (await isFree(remembered)) ? remembered : await freePort();
    rememberSettings(folder.settings, { database_port: port });
    return startDatabase(programs, { folder: folder.database, logFile: folder.log('sqld'), port });
  }
}

/** Deletes the state of a stopped sandbox. @throws `conflict` when it is in use */
export function resetState(statePath: string): void {
  if (!existsSync(statePath)) return;
  // Taking the lock first: a running instance keeps what it stands on.
  openStateFolder(statePath).release();
  rmSync(statePath, { recursive: true, force: true });
}
