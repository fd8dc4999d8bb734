import { join, resolve } from 'node:path';

/** The checkout that this file lies in. */
export function repositoryRoot(): string {
  return resolve(import.meta.dirname, '../../..');
}

/** Where everything of one sandbox lies; all of it may be deleted when the sandbox is stopped. */
export type StateFolder = ReturnType<typeof stateFolder>;

/** Names the parts of a state folder. */
export function stateFolder(path: string) {
  const part = (name: string) => join(path, name);
  return {
    path,
    lock: part('lock'),
    settings: part('settings.json'),
    secrets: part('secrets.json'),
    database: part('database'),
    worker: part('worker'),
    objects: part('objects'),
    cluster: part('cluster'),
    pods: part('pods'),
    values: part('values'),
    logs: part('logs'),
    log: (name: string) => join(path, 'logs', `${name}.log`),
  };
}

/** `MODEKEEPER_STATE_DIR`, or `.state/sandbox` in the checkout. */
export function defaultStatePath(): string {
  return process.env.MODEKEEPER_STATE_DIR ?? join(repositoryRoot(), '.state', 'sandbox');
}
