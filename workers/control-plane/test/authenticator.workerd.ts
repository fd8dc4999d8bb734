import { base64urlEncode } from '@modekeeper/contracts';
import { URL_OF_TEST } from './api.workerd.ts';

const text = (value: string) => new TextEncoder().encode(value);
const sha256 = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const join = (...parts: (Uint8Array | number[])[]) => new Uint8Array(parts.flatMap((part) => [...part]));

/** CBOR (RFC 8949) of the few types that an authenticator needs: small integers, byte and text strings shorter than 65536, maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Uint8Array {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return join(head(3, value.length), text(value));
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  const entries = [...value].map(([key, item]) => join(cbor(key), cbor(item as Parameters<typeof cbor>[0])));
  return join(head(5, value.size), ...entries);
}

function head(type: number, length: number): Uint8Array {
  if (length < 24) return new Uint8Array([(type << 5) | length]);
  return length < 256
    ? new Uint8Array([(type << 5) | 24, length])
    : new Uint8Array([(type << 5) | 25, length >> 8, length & 255]);
}

/** DER of an ECDSA signature, of the raw r and s that WebCrypto gives (RFC 3279). */
function der(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const digits = bytes.slice(start);
    const padded = (digits[0] ?? 0) > 127 ? join([0], digits) : digits;
    return join([2, padded.length], padded);
  };
  const body = join(integer(raw.slice(0, 32)), integer(raw.slice(32)));
  return join([0x30, body.length], body);
}

type Flags = { userVerified: boolean };

/** A passkey in software: what a browser and its authenticator would answer (WebAuthn level 2, attestation `none`). */
export class Authenticator {
  readonly #id = crypto.getRandomValues(new Uint8Array(16));
  readonly #keys = crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;
  #counter = 0;

  async register(challenge: string) {
    const clientDataJSON = this.#clientData('webauthn.create', challenge);
    const credential = join(new Uint8Array(16), [0, this.#id.length], this.#id, await this.#coseKey());
    const authData = join(await this.#head(0x45), credential);
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.#answer({
      clientDataJSON: base64urlEncode(clientDataJSON),
      attestationObject: base64urlEncode(attestationObject),
      transports: ['internal'],
    });
  }

  async authenticate(challenge: string, flags: Flags = { userVerified: true }) {
    this.#counter += 1;
    const clientDataJSON = this.#clientData('webauthn.get', challenge);
    const authenticatorData = await this.#head(flags.userVerified ? 0x05 : 0x01);
    const { privateKey } = await this.#keys;
    const signed = join(authenticatorData, await sha256(clientDataJSON));
    const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed));
    return this.#answer({
      clientDataJSON: base64urlEncode(clientDataJSON),
      authenticatorData: base64urlEncode(authenticatorData),
      signature: base64urlEncode(der(raw)),
    });
  }

  #answer(response: Record<string, unknown>) {
    const id = base64urlEncode(this.#id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #clientData(type: string, challenge: string): Uint8Array {
    return text(JSON.stringify({ type, challenge, origin: URL_OF_TEST, crossOrigin: false }));
  }

  async #head(flags: number): Promise<Uint8Array> {
    const rpIdHash = await sha256(text(new URL(URL_OF_TEST).hostname));
    return join(rpIdHash, [flags, 0, 0, 0, this.#counter]);
  }

  async #coseKey(): Promise<Uint8Array> {
    const { publicKey } = await this.#keys;
    const raw = new Uint8Array((await crypto.subtle.exportKey('raw', publicKey)) as ArrayBuffer);
    return cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, raw.slice(1, 33)],
        [-3, raw.slice(33)],
      ]),
    );
  }
}
