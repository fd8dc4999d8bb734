const QUOTED_VALUE = /Invalid value: "(?:[^"\\]|\\.)*"/g;
const MAX_VALUE = 120;
const MAX_MESSAGE = 500;

/**
 * A `Status` message without the objects that it may quote. Observed on 1.36.3: a strict field error of a patch repeats the *whole* patched object, environment
 * values included; the message goes into reports, and nothing of the kind may leave the cluster (I11).
 */
export function redactMessage(message: string): string {
  const text = withoutObjects(message);
  return text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE - 3)}...`;
}

/** A text of any length without the objects that it may quote. */
export function withoutObjects(text: string): string {
  return text.replace(QUOTED_VALUE, (found) => (found.length <= MAX_VALUE ? found : 'Invalid value: (left out)'));
}
