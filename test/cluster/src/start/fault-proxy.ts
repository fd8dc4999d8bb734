import { readFileSync } from 'node:fs';
import type { IncomingMessage, request, ServerResponse } from 'node:http';
import { createServer, request as secureRequest } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { caFileOf, certificateFolder } from './components.ts';

/** What the proxy does with a request instead of passing it on; undefined passes it on untouched. */
export type Fault =
  /** Answers like an API server that refuses: a `Status` object. */
  | { kind: 'status'; code: number; reason: string; message?: string; headers?: Record<string, string> }
  /** Passes it on after a pause. */
  | { kind: 'delay'; ms: number }
  /** Passes it on once something else has happened; when that fails, nobody answers. */
  | { kind: 'after'; happened: Promise<unknown> }
  /** Takes the request and never answers. */
  | { kind: 'hang' }
  /** Cuts the connection without an answer. */
  | { kind: 'cut' }
  /** Passes it on and cuts the connection instead of giving the answer back: done, but nobody knows. */
  | { kind: 'lose_answer' };

export type FaultRule = (call: { method: string; path: string; query: URLSearchParams }) => Fault | undefined;

export type FaultProxy = {
  /** `https://127.0.0.1:port`, with the API server's own certificate. */
  server: string;
  /** Replaces the rule; null passes everything on. */
  setRule(rule: FaultRule | null): void;
  /** Cuts every connection that is open now, long watches included. */
  cutAll(): void;
  stop(): Promise<void>;
};

function refuse(response: ServerResponse, fault: Extract<Fault, { kind: 'status' }>): void {
  const { code, reason, message = `fault test: ${reason}` } = fault;
  response.writeHead(code, { 'Content-Type': 'application/json', ...fault.headers });
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }));
}

/**
 * A proxy in front of the API server that refuses, delays, hangs or cuts as told. Clients trust it as they trust the API
 * server, because it serves with the same certificate; it decides per request, so that one verb fails and the rest works.
 */
export async function startFaultProxy(cluster: { server: string; stateDir: string }): Promise<FaultProxy> {
  const { hostname, port } = new URL(cluster.server);
  const ca = readFileSync(caFileOf(cluster.stateDir));
  const key = readFileSync(join(certificateFolder(cluster.stateDir), 'apiserver.key'));
  let rule: FaultRule | null = null;

  const passOn = (incoming: IncomingMessage, response: ServerResponse, loseAnswer: boolean) => {
    const { method, url: path, headers } = incoming;
    const outgoing: ReturnType<typeof request> = secureRequest({ hostname, port, ca, method, path, headers }, (answer) => {
      if (loseAnswer) {
        answer.resume().on('end', () => incoming.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      // Watches must reach the client before their first event.
      response.flushHeaders();
      answer.on('error', () => response.destroy());
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', cluster.server);
    const fault = rule?.({ method: incoming.method ?? 'GET', path: pathname, query: searchParams });
    if (fault?.kind === 'status') refuse(response, fault);
    else if (fault?.kind === 'cut') incoming.socket.destroy();
    else if (fault?.kind !== 'hang') {
      if (fault?.kind === 'delay') await sleep(fault.ms);
      if (fault?.kind === 'after') await fault.happened;
      passOn(incoming, response, fault?.kind === 'lose_answer');
    }
  };

  const sockets = new Set<Socket>();
  const server = createServer({ cert: ca, key }, (incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setRule: (next) => {
      rule = next;
    },
    cutAll,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}
