import { artifactJson, artifactLine, isModeKeeperError, type JsonValue, strictParse } from '@modekeeper/contracts';
import { redactJson } from './redact-json.ts';
import { redactText } from './redact-text.ts';
import type { Redaction } from './rules.ts';

const MAX_BYTES = 64 * 1_048_576;
const decoder = new TextDecoder();

/** A file's text without its secrets: `.json` and lines of `.jsonl` as JSON where they are, everything else as text. */
export function redactFile(name: string, bytes: Uint8Array): Redaction<string> {
  // Not strict: a broken character may not keep a secret from being found.
  const text = decoder.decode(bytes);
  if (name.endsWith('.json')) return redactDocument(text, artifactJson);
  if (!name.endsWith('.jsonl')) return redactText(text);
  const lines = text
    .split('\n')
    .map((line) => (line.trim() === '' ? { value: line, redactions: 0 } : redactDocument(line, artifactLine)));
  return {
    value: lines.map(({ value }) => value).join('\n'),
    redactions: lines.reduce((sum, { redactions }) => sum + redactions, 0),
  };
}

function redactDocument(text: string, write: (value: unknown) => string): Redaction<string> {
  const document = parsed(text);
  if (document === undefined) return redactText(text);
  const { redactions, value } = redactJson(document);
  return { value: write(value), redactions };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return strictParse(text, { profile: 'strict', max_bytes: MAX_BYTES });
  } catch (error) {
    if (isModeKeeperError(error)) return undefined;
    throw error;
  }
}
