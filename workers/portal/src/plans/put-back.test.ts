import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putBackCommand, putBackPatch } from './put-back.ts';

const own = (knob: string) => `/metadata/annotations/modekeeper~1knob.${knob}`;
const template = (knob: string) => `/spec/template${own(knob)}`;
const receipt = (before: Record<string, string | null>, after: Record<string, string | null>) => ({
  uid: 'u',
  before,
  after,
  requests: [],
});

describe('putBackPatch', () => {
  it('names exactly what is not as before, with the values from before; what was absent is removed', () => {
    const before = { [own('a')]: null, [template('a')]: '1', [template('b')]: '2', [template('c')]: '3' };
    const after = { [own('a')]: '4', [template('a')]: '4', [template('b')]: '2' };
    expect(putBackPatch(receipt(before, after))).toEqual({
      metadata: { annotations: { 'modekeeper/knob.a': null } },
      spec: { template: { metadata: { annotations: { 'modekeeper/knob.a': '1', 'modekeeper/knob.c': '3' } } } },
    });
  });

  it('is nothing where everything is back', () => {
    expect(putBackPatch(receipt({ [own('a')]: '1' }, { [own('a')]: '1' }))).toBeNull();
  });

  it('takes no name for anything but a name', () => {
    const patch = putBackPatch(receipt({ '/metadata/constructor/x': '1' }, {}));
    expect(JSON.stringify(patch)).toBe('{"metadata":{"constructor":{"x":"1"}}}');
  });
});

it('the command hands the patch on as it is, whatever a value holds: no quote of a value ends the shell’s', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const command = putBackCommand({ a: value }, { namespace: 'train', name: 'trainer' });
      const quoted = command.replace('kubectl -n train patch deployment trainer --type merge -p ', '');
      // One single-quoted word of a POSIX shell: quotes inside are closed, escaped and opened again.
      expect(quoted).toMatch(/^'(?:[^']|'\\'')*'$/s);
      expect(JSON.parse(quoted.slice(1, -1).replaceAll("'\\''", "'"))).toEqual({ a: value });
    }),
  );
});
