import type { NumberSequence } from './number-sequence.ts';

/** Whether the more significant of a double's two words is the second in memory. */
const [LOW, HIGH] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0];
const DIGIT_VALUES = 65_536;
/** One for all calls. */
const COUNTS = new Uint32Array(DIGIT_VALUES);

/**
 * The value that would stand at `rank` if the numbers were sorted, without sorting or holding them: positive doubles are ordered as their
 * bits are, so each of four looks at all of them settles sixteen bits. All must be positive.
 */
export function selectRank(numbers: NumberSequence, rank: number): number {
  const found = new Float64Array(1);
  const words = new Uint32Array(found.buffer);
  const counts = COUNTS;
  let left = rank;
  for (const [word, isSettled, countIn] of [
    [HIGH, false, countUpper],
    [HIGH, true, countLower],
    [LOW, false, countUpper],
    [LOW, true, countLower],
  ] as const) {
    counts.fill(0);
    for (const piece of numbers.pieces())
      countIn(new Uint32Array(piece.buffer, piece.byteOffset, piece.length * 2), words, word, counts);
    let digit = 0;
    while (left >= (counts[digit] as number)) {
      left -= counts[digit] as number;
      digit += 1;
    }
    words[word] = isSettled ? (words[word] as number) + digit : digit * DIGIT_VALUES;
  }
  return found[0] as number;
}

/** Counts the upper halves of a word, of the numbers whose words before it are those found. */
function countUpper(words: Uint32Array, found: Uint32Array, word: number, counts: Uint32Array): void {
  const high = found[HIGH] as number;
  for (let at = 0; at < words.length; at += 2) {
    if (word === LOW && words[at + HIGH] !== high) continue;
    const digit = (words[at + word] as number) >>> 16;
    counts[digit] = (counts[digit] as number) + 1;
  }
}

/** The same of its lower halves, where the upper half is found too. */
function countLower(words: Uint32Array, found: Uint32Array, word: number, counts: Uint32Array): void {
  const high = found[HIGH] as number;
  const upper = (found[word] as number) >>> 16;
  for (let at = 0; at < words.length; at += 2) {
    const value = words[at + word] as number;
    if (value >>> 16 !== upper || (word === LOW && words[at + HIGH] !== high)) continue;
    const digit = value & 0xffff;
    counts[digit] = (counts[digit] as number) + 1;
  }
}
