import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody else's: another port is another origin, another host name another site too. */
export type OtherOrigin = { url: string; crossSiteUrl: string; stop(): Promise<void> };

/** Serves one page at `/`, and an empty one everywhere else. */
export async function startOtherOrigin(html: string): Promise<OtherOrigin> {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(request.url === '/' ? html : '<!doctype html><title>empty</title>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    // The portal is at `localhost`: the first is the same site, and cookies go along; the second is not.
    url: `http://localhost:${port}`,
    crossSiteUrl: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
