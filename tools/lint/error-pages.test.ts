import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, httpStatusOf } from '../../packages/contracts/src/index.ts';

const folder = resolve(import.meta.dirname, '../../docs/errors');

describe('docs/errors', () => {
  it('has one page per error code, and none for a code that does not exist', () => {
    expect(readdirSync(folder).sort()).toEqual(ERROR_CODES.map((code) => `${code}.md`).sort());
  });

  it.each(ERROR_CODES)('%s says what happened, why, and what to do next, with the true status', (code) => {
    const page = readFileSync(join(folder, `${code}.md`), 'utf8');
    expect(page).toContain(`# \`${code}\``);
    expect(page).toContain(`HTTP status ${httpStatusOf(code)}.`);
    for (const part of ['What happened', 'Why', 'What to do']) expect(page).toContain(`**${part}.** `);
  });
});
