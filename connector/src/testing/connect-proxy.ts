// A forward proxy as companies run it: CONNECT only, with a password, and names that only it can resolve.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

const PASSWORD = 'hunter2-of-the-proxy';

export class ConnectProxy {
  /** What was asked for, `host:port`, in order. */
  readonly asked: string[] = [];
  readonly password = PASSWORD;
  readonly #server: Server;
  readonly #tunnels = new Set<Duplex>();

  /** @param hosts names that this proxy leads to, all on this machine */
  constructor(hosts: readonly string[]) {
    this.#server = createServer((_request, response) => response.writeHead(405).end());
    this.#server.on('connect', (request, socket: Duplex, head: Buffer) => {
      const [host = '', port = ''] = (request.url ?? '').split(':');
      this.asked.push(request.url ?? '');
      const credentials = `Basic ${Buffer.from(`connector:${PASSWORD}`).toString('base64')}`;
      if (request.headers['proxy-authorization'] !== credentials)
        return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      if (!hosts.includes(host)) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      const upstream = connect(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      for (const [one, other] of [
        [socket, upstream],
        [upstream, socket],
      ] as const) {
        this.#tunnels.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          other.destroy();
          this.#tunnels.delete(one);
        });
      }
    });
  }

  async listen(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Chart value `proxy.httpsProxy`. */
  get url(): string {
    return `http://connector:${PASSWORD}@127.0.0.1:${this.port}`;
  }

  /** Gone from one moment to the next, tunnels included. */
  async close(): Promise<void> {
    this.#server.close();
    for (const tunnel of this.#tunnels) tunnel.destroy();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
