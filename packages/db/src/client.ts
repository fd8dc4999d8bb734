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
  /** How long one round trip may take; without it, for ever. A server that takes longer counts as one that did not answer. */
  timeout_ms?: number | undefined;
};

/** Opens a database over HTTP, the same way in Node and in workerd. Nothing is sent before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const { namespace, timeout_ms, token, url } = options;
  const send = timeout_ms === undefined ? fetch : within(timeout_ms);
  const client = createClient({
    url,
    ...(token === undefined ? {} : { authToken: token }),
    fetch: namespace === undefined ? send : withNamespace(namespace, send),
  });
  return { client, orm: drizzle(client, { schema }) };
}

/** Takes the answer in whole, so that one that stops in the middle ends too. The timer goes with it: one that ran on would keep an object awake. */
function within(timeout_ms: number): typeof fetch {
  return async (input, init) => {
    const giving_up = new AbortController();
    const timer = setTimeout(() => giving_up.abort(), timeout_ms);
    try {
      const answer = await fetch(new Request(input, { ...init, signal: giving_up.signal }));
      const body = await answer.arrayBuffer();
      // Only what the driver reads: of an encoding the body has none any more.
      const type = answer.headers.get('content-type');
      return new Response(body, { status: answer.status, headers: type === null ? {} : { 'content-type': type } });
    } catch (error) {
      if (!giving_up.signal.aborted) throw error;
      throw new TypeError(`fetch: the database did not answer within ${timeout_ms} ms`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
}

function withNamespace(namespace: string, send: typeof fetch): typeof fetch {
  const header = btoa(namespace).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return (input, init) => {
    const request = new Request(input, init);
    request.headers.set('x-namespace-bin', header);
    return send(request);
  };
}
