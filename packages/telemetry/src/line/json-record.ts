import type { LineRecord } from './record.ts';

// Telemetry may hold NaN and infinities outside of texts (README, rule 8). Each field rule treats them like null, so that is what they become.
const TEXT_OR_LITERAL = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
const INTEGER_TOKEN = /^-?\d+$/;
// A token with an exponent, with a fraction of zeros, or with so many digits that a double may round it to a whole number. Where no such
// token stands, every whole number was written as one, and the text is parsed without looking at each token again.
const WHOLE_IN_DOUBT = /\d[eE]|\.0+(?!\d)|\.(?:0{4}|9{4})|\d{12}\./;

/** The JSON object that a payload is, or null when it is not one. */
export function jsonRecord(payload: string): LineRecord | null {
  if (!payload.startsWith('{')) return null;
  const value = telemetryJson(payload);
  // A text that starts with `{` and parses is an object.
  return value === undefined ? null : { kind: 'json', fields: value as Record<string, unknown> };
}

/** Any JSON value of a telemetry line, its NaN and infinities null, its whole numbers `bigint`; `undefined` when the text is not JSON. */
export function telemetryJson(line: string): unknown {
  const hasLiteral = line.includes('NaN') || line.includes('Infinity');
  const text = hasLiteral ? line.replace(TEXT_OR_LITERAL, (found) => (found.startsWith('"') ? found : 'null')) : line;
  try {
    return WHOLE_IN_DOUBT.test(text) ? JSON.parse(text, keepIntegers) : withIntegers(JSON.parse(text), 1);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    // Nesting so deep that the engine gives up is no record either.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

// `5` and `5.0` are one value to JavaScript; the contract decides on the token.
function keepIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) && INTEGER_TOKEN.test(context?.source ?? '')
    ? BigInt(value)
    : value;
}

/** Marks whole numbers of an object and of the objects in it; no field that must be whole lies deeper. */
function withIntegers(value: unknown, levels: number): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || levels < 0) return value;
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) fields[name] = withIntegers(fields[name], levels - 1);
  return fields;
}
