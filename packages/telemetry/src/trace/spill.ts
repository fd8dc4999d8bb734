/** Room outside of memory, for what does not fit. */
export type Spill = {
  /** Answers where the bytes begin. */
  append(bytes: Uint8Array): number;
  /** Fills `into` with what was written from `position` on. */
  read(position: number, into: Uint8Array): void;
};

export function bytesOf(values: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
