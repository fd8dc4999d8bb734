const BROWSERS: readonly (readonly [RegExp, string])[] = [
  // Most specific first: nearly everybody also says Chrome and Safari.
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\//, 'Chrome without a window'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];
/** As much of an unknown program's own words as tells it from another. */
const SHOWN = 40;

/** A `User-Agent` in words: `Firefox on Windows`, `curl/8.5.0`, `Unknown program`. It is what the program said, not a proof. */
export function browserWords(user_agent: string | null): string {
  if (user_agent === null || user_agent.trim() === '') return 'Unknown program';
  const browser = BROWSERS.find(([mark]) => mark.test(user_agent))?.[1];
  const system = SYSTEMS.find(([mark]) => mark.test(user_agent))?.[1];
  if (browser !== undefined) return system === undefined ? browser : `${browser} on ${system}`;
  return user_agent.length > SHOWN ? `${user_agent.slice(0, SHOWN)}…` : user_agent;
}
