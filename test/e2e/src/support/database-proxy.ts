import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A proxy in front of the database that lets every call wait, as a database in another region would. Ends with the process. */
export async function startSlowDatabase(target: string, delay_ms: number): Promise<{ url: string; calls(): number }> {
  const { hostname, port } = new URL(target);
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    calls += 1;
    const { headers, method, url: path } = incoming;
    const forward = request({ hostname, port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    // The database being away is a connection that does not come about, for the Worker too.
    forward.on('error', () => outgoing.destroy());
    void sleep(delay_ms).then(() => incoming.pipe(forward));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls };
}
