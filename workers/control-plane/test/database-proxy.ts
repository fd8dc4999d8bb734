import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A fault for the statements of one tenant: every request whose body holds `match` (and `also`) is refused, or held up, or carried out and
 * its answer lost.
 */
type Fault = { match: string; also?: string; kind: 'away' | 'slow' | 'answer_lost'; delay_ms: number };

/**
 * Stands in front of the database, so that a test can take it away or slow it down for its own tenant while others go on.
 * `POST /__fault` sets the fault of a tenant, `DELETE /__fault` with the same `match` ends it.
 */
export async function startDatabaseProxy(target: URL): Promise<{ url: string; stop: () => Promise<void> }> {
  const faults = new Map<string, Fault>();
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (incoming.url === '/__fault') {
        const fault = JSON.parse(body.toString()) as Fault;
        if (incoming.method === 'DELETE') faults.delete(fault.match);
        else faults.set(fault.match, fault);
        outgoing.writeHead(204).end();
        return;
      }
      const text = faults.size === 0 ? '' : body.toString();
      const fault = [...faults.values()].find(({ also, match }) => text.includes(match) && text.includes(also ?? ''));
      if (fault?.kind === 'away') {
        outgoing.writeHead(503).end('away');
        return;
      }
      setTimeout(() => {
        const options = {
          host: target.hostname,
          port: target.port,
          path: incoming.url,
          method: incoming.method,
          headers: incoming.headers,
        };
        const forward = request(options, (answer) => {
          if (fault?.kind === 'answer_lost') {
            answer.resume().once('end', () => outgoing.writeHead(503).end('lost'));
            return;
          }
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        forward.on('error', () => outgoing.writeHead(502).end());
        forward.end(body);
      }, fault?.delay_ms ?? 0);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
