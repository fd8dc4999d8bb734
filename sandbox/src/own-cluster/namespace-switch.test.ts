import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSwitch, FIELD_MANAGER, type Mode, switchChange, switchRemoval } from './namespace-switch.ts';
import type { KubeObject } from './objects.ts';

function namespace(value: string | null, manager: string): KubeObject {
  const fields = { 'f:metadata': { 'f:annotations': { 'f:modekeeper/apply': {} } } };
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'train',
      annotations: value === null ? {} : { 'modekeeper/apply': value },
      managedFields: value === null ? [] : [{ manager, fieldsV1: fields }],
    },
  };
}

const change = (value: string | null, manager: string, mode: Mode) => switchChange(namespace(value, manager), mode)?.to;

describe('the switch of the target’s namespace', () => {
  it.each<[Mode, string | undefined]>([
    ['observe', undefined],
    ['verify', 'verify'],
    ['apply', 'enabled'],
  ])('mode %s sets an absent one to %s', (mode, to) => {
    expect(change(null, '', mode)).toBe(to);
  });

  it('follows the mode where it was set here: narrower, wider, and closed', () => {
    expect(change('enabled', FIELD_MANAGER, 'verify')).toBe('verify');
    expect(change('verify', FIELD_MANAGER, 'apply')).toBe('enabled');
    expect(change('enabled', FIELD_MANAGER, 'observe')).toBeNull();
  });

  it('leaves alone what somebody else set, when it is enough', () => {
    expect(change('enabled', 'kubectl-annotate', 'verify')).toBeUndefined();
    expect(change('enabled', 'kubectl-annotate', 'apply')).toBeUndefined();
    expect(change('anything', 'kubectl-annotate', 'observe')).toBeUndefined();
  });

  it('never lifts a stop that somebody else set, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom<Mode>('verify', 'apply'), (value, mode) => {
        fc.pre(value !== 'enabled' && !(mode === 'verify' && value === 'verify'));
        expect(() => switchChange(namespace(value, 'kubectl-annotate'), mode)).toThrow(
          expect.objectContaining({ code: 'conflict', hint: expect.stringContaining('kubectl annotate') }),
        );
      }),
    );
  });

  it('is removed only where it is still the one that was set here', () => {
    expect(switchRemoval(namespace('enabled', FIELD_MANAGER))).toEqual({ namespace: 'train', from: 'enabled', to: null });
    expect(switchRemoval(namespace('enabled', 'kubectl-annotate'))).toBeNull();
    expect(switchRemoval(namespace(null, FIELD_MANAGER))).toBeNull();
  });

  it('is described with its meaning', () => {
    expect(describeSwitch({ namespace: 'train', from: null, to: 'enabled' })).toMatch(
      /\(absent\) -> enabled, which opens it for approved/,
    );
    expect(describeSwitch({ namespace: 'train', from: null, to: 'verify' })).toMatch(
      /dry runs by this connector, and nothing else/,
    );
    expect(describeSwitch({ namespace: 'train', from: 'verify', to: null })).toMatch(/which closes it/);
  });
});
