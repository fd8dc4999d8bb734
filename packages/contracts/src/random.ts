/** Source of cryptographic randomness, handed in by the app (`(n) => crypto.getRandomValues(new Uint8Array(n))`). */
export type RandomBytes = (length: number) => Uint8Array;
