import { timestampOf } from '../fields/timestamp.ts';

export interface LogLine {
  /** Epoch ms of the timestamp in front (the kubelet's), null when there is none. */
  readonly fallback_ms: number | null;
  /** The line without it. */
  readonly payload: string;
}

/** Splits a trimmed log line: when the text before the first space is a timestamp, it becomes the fallback and leaves the payload. Null for a blank line. */
export function logLineOf(line: string): LogLine | null {
  const text = line.trim();
  if (text === '') return null;
  const space = text.indexOf(' ');
  const fallback_ms = space === -1 ? null : timestampOf(text.slice(0, space));
  return fallback_ms === null ? { fallback_ms, payload: text } : { fallback_ms, payload: text.slice(space + 1).trim() };
}
