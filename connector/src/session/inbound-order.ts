import type { DurableDownFrame, InboundHandler } from './connection.ts';

/**
 * Puts the control plane's durable frames into the journal in their order, each once, and acknowledges the highest contiguous
 * number that is durable. Handling is started in order; the handler stores one after the other.
 */
export class InboundOrder {
  readonly #handler: InboundHandler;
  readonly #acknowledge: (seq: number) => void;
  readonly #broken: (why: string) => void;
  #stream = '';
  #taken = 0;
  #durable = 0;
  readonly #done = new Set<number>();

  constructor(handler: InboundHandler, acknowledge: (seq: number) => void, broken: (why: string) => void) {
    this.#handler = handler;
    this.#acknowledge = acknowledge;
    this.#broken = broken;
  }

  start(stream: string, seq: number): void {
    this.#stream = stream;
    this.#taken = seq;
    this.#durable = seq;
    this.#done.clear();
  }

  /** One frame; null for an unknown type, which is acknowledged too. A number seen before is acknowledged again, a gap ends the connection. */
  take(frame: DurableDownFrame | null, stream: string, seq: number): void {
    if (stream !== this.#stream) this.#broken('frame of another stream');
    else if (seq > this.#taken + 1) this.#broken('gap in the numbers');
    else if (seq === this.#taken + 1) this.#store(frame, stream, seq);
    else if (seq <= this.#durable) this.#acknowledge(this.#durable);
  }

  #store(frame: DurableDownFrame | null, stream: string, seq: number): void {
    this.#taken = seq;
    this.#handler.durable(frame, { stream, seq }).then(
      () => this.#settled(stream, seq),
      () => this.#broken('frame could not be stored'),
    );
  }

  #settled(stream: string, seq: number): void {
    if (stream !== this.#stream) return;
    this.#done.add(seq);
    const before = this.#durable;
    while (this.#done.delete(this.#durable + 1)) this.#durable += 1;
    if (this.#durable > before) this.#acknowledge(this.#durable);
  }
}
