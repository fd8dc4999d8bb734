const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const;

/** A span in its two largest units: `23 h 57 min`, `4 min`, `12 s`. Below a second: `0 s`. */
export function formatDuration(span_ms: number): string {
  let rest_ms = Math.abs(span_ms);
  const parts: string[] = [];
  for (const { ms, name } of UNITS) {
    const amount = Math.floor(rest_ms / ms);
    rest_ms -= amount * ms;
    if (amount > 0) parts.push(`${amount} ${name}`);
    // Two units at most, and never a gap between them: "2 d" rather than "2 d 5 s".
    if (parts.length === 2 || (parts.length === 1 && amount === 0)) break;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** `2026-03-04 13:40:11 UTC`. */
export function formatUtc(at_ms: number): string {
  return `${new Date(at_ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
