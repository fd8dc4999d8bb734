/** Control characters (a line break among them) and marks that turn the direction of text. */
const ACTS_ON_A_TERMINAL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A text as one line that a terminal only shows: what would act on it stands as its escape (`\u000a`). */
export function visible(text: string): string {
  return text.replace(ACTS_ON_A_TERMINAL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
