const KIB = 1_024;

/** Size of a text in words: `812 characters`, `256 KiB`, `1.0 MiB`; one character is counted as one byte, as the limit does. */
export function sizeInWords(characters: number): string {
  if (characters < KIB) return `${characters} characters`;
  if (characters < KIB * KIB) return `${Math.ceil(characters / KIB)} KiB`;
  return `${(characters / KIB / KIB).toFixed(1)} MiB`;
}
