import type { BrowserContext, Page } from 'playwright-core';

/** What a page complained of: console errors, uncaught errors, violations of the content security policy. */
export type Watch = {
  /** Complaints of this form are meant to happen: the test names them. */
  allow(pattern: RegExp): void;
  /** Complaints since the last call that nobody named. */
  take(): string[];
};

const REPORT = '__modekeeper_violation';

/** Watches every page of a browser context from its first moment on. */
export async function watch(context: BrowserContext): Promise<Watch> {
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  await context.exposeBinding(REPORT, ({ page }: { page: Page }, words: string) => {
    complaints.push(`policy: ${words} (${page.url()})`);
  });
  await context.addInitScript((report) => {
    document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective, sourceFile, lineNumber }) => {
      const tell = Reflect.get(window, report) as (words: string) => void;
      tell(`${effectiveDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
    });
  }, REPORT);
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error().stack ?? error.error().message}`));
  return {
    allow: (pattern) => void allowed.push(pattern),
    take: () => complaints.splice(0).filter((words) => !allowed.some((pattern) => pattern.test(words))),
  };
}
