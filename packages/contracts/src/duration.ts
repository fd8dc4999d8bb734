const SHAPE = /^(\d+(?:\.\d*)?|\.\d+)(ms|s|m|h)?$/;
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * Milliseconds of a duration text: a decimal number with an optional unit `ms`, `s`, `m` or `h` (none = seconds), trimmed, any case, a
 * whole number of milliseconds; null when it is none (contracts README, "Errors and exit codes"). Decided on the digits, not on a double.
 */
export function durationMs(text: string): number | null {
  const found = SHAPE.exec(text.trim().toLowerCase());
  if (found === null) return null;
  const [whole = '', fraction = ''] = (found[1] ?? '').split('.');
  const unit_ms = UNIT_MS[(found[2] ?? 's') as keyof typeof UNIT_MS];
  const digits = fraction.replace(/0+$/, '');
  const scaled = BigInt(`${whole}${digits}` || '0') * BigInt(unit_ms);
  const divisor = 10n ** BigInt(digits.length);
  if (scaled % divisor !== 0n) return null;
  const ms = Number(scaled / divisor);
  return Number.isSafeInteger(ms) ? ms : null;
}
