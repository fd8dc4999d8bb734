import { ModeKeeperError } from '../error.ts';

const encoder = new TextEncoder();
// ignoreBOM: a byte order mark stays visible here, so that each reader decides about it.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. Lone surrogates become U+FFFD, so check `isWellFormed` first where that matters. */
export function utf8Encode(text: string): Uint8Array<ArrayBuffer> {
  // A copy where a runtime's types do not promise a plain ArrayBuffer (workerd's).
  const bytes: Uint8Array<ArrayBufferLike> = encoder.encode(text);
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

/**
 * Text of strict UTF-8 bytes; a byte order mark is kept.
 * @throws ModeKeeperError `invalid_json` when the bytes are not UTF-8
 */
export function utf8Decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new ModeKeeperError({
      code: 'invalid_json',
      message: 'The text is not valid UTF-8.',
      hint: 'Save it as UTF-8 and send it again.',
      cause,
    });
  }
}
