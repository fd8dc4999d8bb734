const SECRET_KEY = /token|secret|password|passwd|authorization|cookie|private|seed|api_?key$/i;
const SECRET_TEXT = [
  /mk[ei]_[0-9A-Za-z_-]{20,}/g, // enrolment and invitation tokens
  /ModeKeeper [A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, // connect header
  /Bearer\s+[A-Za-z0-9._~+/=-]+/gi,
  /eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, // service account tokens (JWT)
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\/\/[^/\s:@]+:[^/\s@]+@/g, // user:password in a proxy's address
];
const MAX_TEXT = 2000;
const MAX_DEPTH = 6;

/** Takes secrets out of a text and cuts it to 2,000 characters. */
export function redactText(text: string): string {
  let clean = text;
  for (const pattern of SECRET_TEXT) clean = clean.replace(pattern, '[redacted]');
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT - 1)}…` : clean;
}

/** Takes secrets out of log fields: by name of the field, and by the shape of a text wherever it stands. Binary values are never shown. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return { name: value.name, message: redactText(value.message) };
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) && item !== null && item !== undefined ? '[redacted]' : redact(item, depth + 1),
    ]),
  );
}
