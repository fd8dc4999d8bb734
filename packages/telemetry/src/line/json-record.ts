import type { LineRecord } from './record.ts';

// Telemetry may hold NaN and infinities outside of texts (README, rule 8). Each field rule treats them like null, so that is what they become.
const TEXT_OR_LITERAL = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
const INTEGER_TOKEN = /^-?\d+$/;

/** The JSON object that a payload is, or null when it is not one. */
export function jsonRecord(payload: string): LineRecord | null {
  if (!payload.startsWith('{')) return null;
  try {
    const text = payload.replace(TEXT_OR_LITERAL, (found) => (found.startsWith('"') ? found : 'null'));
    // A text that starts with `{` and parses is an object.
    return { kind: 'json', fields: JSON.parse(text, keepIntegers) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

// `5` and `5.0` are one value to JavaScript; the contract decides on the token.
function keepIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) && INTEGER_TOKEN.test(context?.source ?? '')
    ? BigInt(value)
    : value;
}
