import { makeUlid, type WelcomeBody } from '@modekeeper/contracts';
import { expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Connection, type InboundHandler } from './connection.ts';
import { Outbox } from './outbox.ts';
import type { SocketEvents } from './socket.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);
const random = { bytes, fraction: () => 0.5 };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const [up, down] = [makeUlid(1, bytes), makeUlid(2, bytes)];

/** A connection whose `welcome` is taken in when `finish` is called. */
function connect() {
  const clock = new VirtualClock(1_800_000_000_000);
  const outbox = new Outbox(up, random);
  const confirmed: [number, number][] = [];
  let finish: () => void = () => undefined;
  const handler: InboundHandler = {
    cursor: () => null,
    welcome: () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
    durable: async () => undefined,
    confirmed: (epoch, at_ms) => confirmed.push([epoch, at_ms]),
    watch: () => undefined,
  };
  const wire: { events?: SocketEvents; sent: string[] } = { sent: [] };
  const connection = new Connection({
    connect: (_url, _headers, events) => {
      wire.events = events;
      return { send: (text) => wire.sent.push(text), close: () => undefined, terminate: () => undefined };
    },
    clock,
    random,
    log,
    counters: { count: () => undefined },
    outbox,
    handler,
    kill_epoch: () => 0,
  });
  const over = connection.run('wss://plane.example', {}, {} as Parameters<Connection['run']>[2]);
  const body: WelcomeBody = {
    streams: { up, down },
    cursors: { up: 0, down: 0 },
    kill: { epoch: 4, set: [] },
    reconnect_spread_ms: 0,
  };
  const frame = { v: 1, type: 'welcome', id: makeUlid(3, bytes), stream: down, seq: null, ack: null, sent_at_ms: 1, body };
  wire.events?.message(JSON.stringify(frame));
  outbox.push('finding', { kind: 'notice', code: 'x', target: null, detail: '', changes: [], signals: [], at_ms: 1 }, 1);
  return { clock, confirmed, connection, finish: () => finish(), outbox, over, wire };
}

it('a welcome that is taken in only after the connection was cut opens nothing, and takes no frame from the next one', async () => {
  const { confirmed, connection, finish, outbox, over, wire } = connect();
  wire.events?.closed({ close_code: null, reason: '', http_status: null, unreachable: null });
  await over;
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect([connection.online, confirmed, wire.sent]).toEqual([false, [], []]);
  outbox.rewind(0, 256);
  expect(outbox.take()).toHaveLength(1);
});

it('a welcome is as fresh as its arrival, however long it took to take it in', async () => {
  const { clock, confirmed, connection, finish, wire } = connect();
  const arrived_ms = clock.now_ms();
  const later_ms = arrived_ms + 30_000;
  await clock.run(() => clock.now_ms() >= later_ms, 40_000);
  wire.sent.length = 0;
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect([connection.online, confirmed, wire.sent.length]).toEqual([true, [[4, arrived_ms]], 1]);
});
