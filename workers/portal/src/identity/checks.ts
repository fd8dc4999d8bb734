/** Rules of the API for what people type into the identity pages, said before it is sent. Null: nothing to object to. */

export const NAME_LONGEST = 100;
const PASSWORD_SHORTEST = 12;
export const PASSWORD_LONGEST = 128;

/** Only what is surely not an address; the API judges the rest. */
export function emailFault(text: string): string | null {
  if (text.trim() === '') return 'Type your e-mail address.';
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim()) ? null : 'An e-mail address looks like person@example.com.';
}

/** A password that is about to be chosen. */
export function newPasswordFault(text: string): string | null {
  if (text.length < PASSWORD_SHORTEST) {
    return `A password has at least ${PASSWORD_SHORTEST} characters; ${text.length === 0 ? 'a few words do well' : `this one has ${text.length}`}.`;
  }
  return text.length > PASSWORD_LONGEST ? `A password has at most ${PASSWORD_LONGEST} characters.` : null;
}

/** A password that was chosen before: any text may be it. */
export function passwordFault(text: string): string | null {
  return text === '' ? 'Type your password.' : null;
}

/** `what` completes "Type …". */
export function nameFault(text: string, what: string): string | null {
  if (text.trim() === '') return `Type ${what}.`;
  return text.trim().length > NAME_LONGEST ? `At most ${NAME_LONGEST} characters, please.` : null;
}
