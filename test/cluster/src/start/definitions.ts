import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { createIfAbsent } from '../client/objects.ts';
import type { ApiClient } from '../client/request.ts';

type Definition = { spec: { group: string; names: { plural: string }; versions: { name: string }[] } };

/**
 * Installs kwok's `Logs` resource and waits until it is served. It must be there before kwok starts, or kwok's log watcher
 * backs off for many seconds.
 */
export async function installLogsDefinition(client: ApiClient, assets: string, signal: AbortSignal): Promise<void> {
  const definition = parse(readFileSync(join(assets, 'crd', 'bases', 'kwok.x-k8s.io_logs.yaml'), 'utf8')) as Definition;
  await createIfAbsent(client, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
  const { group, names, versions } = definition.spec;
  const path = `/apis/${group}/${versions[0]?.name ?? ''}/${names.plural}`;
  for (;;) {
    const answer = await client.call({ method: 'GET', path, query: { limit: '1' }, signal });
    if (answer.status === 200) return;
    await sleep(50, undefined, { signal });
  }
}
