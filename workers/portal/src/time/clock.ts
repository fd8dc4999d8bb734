/** Smaller differences are the way of the answer and the one-second grid of the header, not a wrong clock. */
const TOLERANCE_MS = 3_000;

let offset_ms = 0;

/** Learns the control plane's time from an answer's `Date` header, so that a browser clock off by an hour misleads nobody. */
export function noteServerDate(header: string | null): void {
  const server_ms = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server_ms)) return;
  const difference_ms = server_ms - Date.now();
  offset_ms = Math.abs(difference_ms) > TOLERANCE_MS ? difference_ms : 0;
}

/** Now, as the control plane sees it; milliseconds. */
export function serverNow(): number {
  return Date.now() + offset_ms;
}

/** How far this browser's clock is off; 0 when it is right. */
export function clockOffset_ms(): number {
  return offset_ms;
}
