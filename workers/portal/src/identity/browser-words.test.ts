import { describe, expect, it } from 'vitest';
import { browserWords } from './browser-words.ts';

const MOZILLA = 'Mozilla/5.0';

describe('browserWords', () => {
  it.each([
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`,
      'Chrome on Windows',
    ],
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
      'Edge on Windows',
    ],
    [`${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox on Linux'],
    [
      `${MOZILLA} (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1`,
      'Safari on iPhone',
    ],
    [`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15`, 'Safari on macOS'],
    [`${MOZILLA} (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', 'Unknown program'],
    [null, 'Unknown program'],
  ])('%s', (user_agent, words) => {
    expect(browserWords(user_agent)).toBe(words);
  });

  it('keeps what an unknown program says short', () => {
    expect(browserWords('x'.repeat(500)).length).toBeLessThan(60);
  });
});
