import type { Signer } from '@modekeeper/trust';

/** The connector's signer over a rotation of its key: whoever holds it signs with the key that is in use at that moment. */
export class RotatingSigner implements Signer {
  #current: Signer;

  constructor(current: Signer) {
    this.#current = current;
  }

  get kid(): string {
    return this.#current.kid;
  }

  get public_key(): Uint8Array {
    return this.#current.public_key;
  }

  sign(message: Uint8Array): Promise<Uint8Array> {
    return this.#current.sign(message);
  }

  /** From here on this key signs. */
  use(next: Signer): void {
    this.#current = next;
  }
}
