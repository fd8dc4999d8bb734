import { describe, expect, it } from 'vitest';
import { adviceFor } from './enroll.ts';

describe('advice about a code of the control plane', () => {
  it('is ours or none, whatever word comes', () => {
    expect(adviceFor('token_used')).toMatch(/used by another connector/);
    for (const code of ['toString', '__proto__', 'constructor', '']) expect(adviceFor(code)).toBeNull();
  });
});
