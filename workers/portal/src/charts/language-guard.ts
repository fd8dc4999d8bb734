/**
 * uPlot makes a number format in the browser's language while it loads. Chromium on a Linux without a locale calls its language
 * `en-US@posix`, which `Intl` refuses, and no page with a chart would open. Import this before uPlot.
 */
export function guardLanguage(browser: { readonly language: string }): void {
  try {
    new Intl.NumberFormat(browser.language);
  } catch (_notALanguageTag) {
    Object.defineProperty(browser, 'language', { value: 'en-GB', configurable: true });
  }
}

if (typeof navigator !== 'undefined') guardLanguage(navigator);
