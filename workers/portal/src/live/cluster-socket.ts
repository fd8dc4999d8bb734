import type { LiveMessage } from '@modekeeper/contracts';
import { serverNow } from '../time/clock.ts';
import { reconnectDelay_ms } from './backoff.ts';
import { Heartbeat } from './heartbeat.ts';

/** `signed_out` is final: the page has to sign in again. `gone`: nothing to follow (not enrolled, removed, another organization). */
export type SocketState =
  | { name: 'connecting'; since_ms: number }
  | { name: 'open'; since_ms: number }
  | { name: 'down'; since_ms: number }
  | { name: 'gone'; since_ms: number }
  | { name: 'signed_out'; since_ms: number };

type Options = {
  cluster_id: string;
  organization_id: string;
  onMessage(message: LiveMessage): void;
  onState(state: SocketState): void;
};

const CLOSE_SIGNED_OUT = 4401;
const CLOSE_NO_ANSWER = 4408;
/** Answered by the runtime without waking the cluster's object. */
const HEARTBEAT_TEXT = 'hb';
/** An upgrade that is refused shows no status to a page, so after this many failures the API is asked whether the cluster still exists. */
const ASK_AFTER_FAILURES = 2;

/** One cluster's live socket: snapshot first, reconnects by itself with jitter, says since when it is down. */
export class ClusterSocket {
  readonly #options: Options;
  #socket: WebSocket | null = null;
  #heartbeat: Heartbeat | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #closed = false;
  #state: SocketState = { name: 'connecting', since_ms: serverNow() };

  constructor(options: Options) {
    this.#options = options;
    this.#open();
    addEventListener('online', this.#retryNow);
  }

  get state(): SocketState {
    return this.#state;
  }

  close(): void {
    this.#closed = true;
    removeEventListener('online', this.#retryNow);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#heartbeat?.stop();
    this.#socket?.close(1000, 'left the page');
  }

  #open(): void {
    const { cluster_id, organization_id, onMessage } = this.#options;
    const url = new URL(`/v1/clusters/${cluster_id}/live`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('organization', organization_id);
    const socket = new WebSocket(url);
    this.#socket = socket;
    // A connection that was cut without a word (a suspended laptop, a dead path) is given up; closing is enough, onClose goes on.
    const heartbeat = new Heartbeat(
      () => socket.send(HEARTBEAT_TEXT),
      () => socket.close(CLOSE_NO_ANSWER, 'no answer'),
    );
    this.#heartbeat = heartbeat;
    socket.addEventListener('open', () => heartbeat.start());
    socket.addEventListener('message', ({ data }) => {
      heartbeat.heard();
      if (this.#socket !== socket || typeof data !== 'string' || data === HEARTBEAT_TEXT) return;
      this.#failures = 0;
      if (this.#state.name !== 'open') this.#become('open');
      onMessage(JSON.parse(data) as LiveMessage);
    });
    socket.addEventListener('close', ({ code }) => {
      heartbeat.stop();
      if (this.#socket === socket) this.#onClose(code);
    });
  }

  #onClose(code: number): void {
    if (this.#closed) return;
    if (code === CLOSE_SIGNED_OUT) {
      this.#become('signed_out');
      return;
    }
    this.#failures += 1;
    if (this.#state.name === 'open' || this.#state.name === 'connecting') this.#become('down');
    const delay_ms = reconnectDelay_ms(this.#failures, Math.random());
    this.#timer = setTimeout(() => void this.#tryAgain(), delay_ms);
  }

  async #tryAgain(): Promise<void> {
    this.#timer = null;
    if (this.#closed) return;
    if (this.#failures >= ASK_AFTER_FAILURES) {
      const status = await this.#ask();
      if (this.#closed) return;
      if (status === 401) return this.#become('signed_out');
      if (status === 404) return this.#become('gone');
    }
    this.#open();
  }

  /** HTTP status of the cluster itself, as the page's person sees it; 0 when nothing answers. */
  async #ask(): Promise<number> {
    const { cluster_id, organization_id } = this.#options;
    try {
      const headers = { 'modekeeper-organization': organization_id };
      return (await fetch(`/v1/clusters/${cluster_id}`, { headers, credentials: 'same-origin' })).status;
    } catch (_noAnswer) {
      return 0;
    }
  }

  readonly #retryNow = (): void => {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    void this.#tryAgain();
  };

  #become(name: SocketState['name']): void {
    this.#state = { name, since_ms: serverNow() };
    this.#options.onState(this.#state);
  }
}
