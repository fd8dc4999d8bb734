const DECIMAL = /^([+-]?)(\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)$/u;
const DATE = /^(\d{4})-?(\d{2})-?(\d{2})$/;
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/;
const TIME = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?$/;
const ZONE = /(Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)$/;
const DAY_MS = 86_400_000;

/**
 * Epoch milliseconds of a telemetry timestamp (contract page `telemetry`, "Timestamps"), truncated toward zero; null when invalid.
 * Numbers and plain decimals: above 1e11 milliseconds, else seconds. Otherwise ISO 8601: date or date and time, `Z`, offset or none (UTC).
 */
export function timestampOf(value: unknown): number | null {
  if (typeof value === 'bigint') return scaled(Number(value));
  if (typeof value === 'number') return Number.isFinite(value) ? scaled(value) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const decimal = DECIMAL.exec(text);
  if (decimal) return scaled(Number(`${decimal[1]}${asciiDigits(decimal[2] ?? '')}`));
  return isoMs(text);
}

function scaled(number: number): number | null {
  const ms = Math.trunc(number > 1e11 ? number : number * 1000);
  return Number.isSafeInteger(ms) ? ms + 0 : null;
}

// Any Unicode decimal digit: digits stand in runs of ten (some runs side by side), so the value follows from the distance to the start.
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let start = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
    return String((code - start) % 10);
  });
}

function isoMs(text: string): number | null {
  const split = /^([^T ]+)(?:[T ](.+))?$/.exec(text);
  if (split === null) return null;
  const day_ms = dayMs(split[1] ?? '');
  if (day_ms === null) return null;
  if (split[2] === undefined) return day_ms;
  const zone = ZONE.exec(split[2])?.[1] ?? '';
  const clock_us = clockMicroseconds(zone === '' ? split[2] : split[2].slice(0, -zone.length));
  const offset_s = offsetSeconds(zone);
  if (clock_us === null || offset_s === null) return null;
  // Whole microseconds, divided once: the seconds are the nearest double, as the contract's reference has them.
  return Math.trunc(((day_ms * 1000 + clock_us - offset_s * 1e6) / 1e6) * 1000) + 0;
}

function dayMs(text: string): number | null {
  const week = WEEK.exec(text);
  if (week) return weekMs(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
  const found = DATE.exec(text);
  // One separator alone is neither the basic nor the extended format.
  if (found === null || text.length === 9) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const valid = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return valid ? date.getTime() : null;
}

/** ISO week date: week 1 holds 4 January; the day may not run past the year's last week. */
function weekMs(year: number, week: number, day: number): number | null {
  const monday = (of: number) => {
    const fourth = new Date(0);
    fourth.setUTCFullYear(of, 0, 4);
    return fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS;
  };
  const start = monday(year) + (week - 1) * 7 * DAY_MS;
  return year >= 1 && week >= 1 && start < monday(year + 1) ? start + (day - 1) * DAY_MS : null;
}

function clockMicroseconds(text: string): number | null {
  const found = TIME.exec(text);
  if (found === null) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return (hour * 3600 + minute * 60 + second) * 1e6 + Number((found[4] ?? '').slice(0, 6).padEnd(6, '0'));
}

function offsetSeconds(zone: string): number | null {
  if (zone === '' || zone === 'Z') return 0;
  const [hours, minutes, seconds] = [
    zone.slice(1, 3),
    zone.slice(3).replaceAll(':', '').slice(0, 2),
    zone.slice(3).replaceAll(':', '').slice(2),
  ].map(Number);
  if ((hours ?? 0) > 23 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0));
}
