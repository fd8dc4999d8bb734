import { type Client, createClient } from '@libsql/client/web';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import { drizzle } from 'drizzle-orm/libsql/web';
import * as schema from './schema/index.ts';

/** A libSQL database: `client` for batches, `orm` for typed reads and for building statements. */
export type Database = { readonly client: Client; readonly orm: LibSQLDatabase<typeof schema> };

export type DatabaseOptions = {
  /** `http(s)://` or `libsql://` address of the server. */
  url: string;
  /** Token of the database; a local server needs none. */
  token?: string | undefined;
  /** Namespace of a `sqld` server, sent as header `x-namespace-bin`; for tests. */
  namespace?: string | undefined;
};

/** Opens a database over HTTP, the same way in Node and in workerd. Nothing is sent before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const { namespace, token, url } = options;
  const client = createClient({
    url,
    ...(token === undefined ? {} : { authToken: token }),
    fetch: namespace === undefined ? fetch : withNamespace(namespace),
  });
  return { client, orm: drizzle(client, { schema }) };
}

function withNamespace(namespace: string): typeof fetch {
  const header = btoa(namespace).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return (input, init) => {
    const request = new Request(input, init);
    request.headers.set('x-namespace-bin', header);
    return fetch(request);
  };
}
