import { describe, expect, it } from 'vitest';
import { readConfigMap, readEnvironment, readFileSource, readNamespace } from './local-sources.ts';
import { sumUp } from './reading.ts';

const off = readEnvironment(undefined);

describe('kill sources', () => {
  it.each([undefined, '', ' 0 ', 'FALSE', 'Off\n'])('reads %j as off', (value) =>
    expect(readEnvironment(value).state).toBe('off'),
  );
  it.each(['1', 'on', 'no', 'maybe'])('reads %j as on: an unknown word stops', (value) =>
    expect(readEnvironment(value).state).toBe('on'),
  );

  it('takes a configured file that is gone for on, one that cannot be read for unreadable', () => {
    expect(readFileSource('kill_switch', { kind: 'missing' }).state).toBe('on');
    expect(readFileSource('kill_switch', { kind: 'failed' }).state).toBe('unreadable');
  });

  it('takes a ConfigMap or key that was removed for on, an answer that did not come for unreadable', () => {
    expect(readConfigMap('mk', 'r-kill', { kind: 'missing' }).state).toBe('on');
    expect(readConfigMap('mk', 'r-kill', { kind: 'found', data: {} }).state).toBe('on');
    expect(readConfigMap('mk', 'r-kill', { kind: 'found', data: { kill_switch: 'off' } }).state).toBe('off');
    expect(readConfigMap('mk', 'r-kill', { kind: 'failed' }).state).toBe('unreadable');
  });

  it('lets writes through only with the exact annotation value', () => {
    const state = (value?: string) =>
      readNamespace('ml', { kind: 'found', annotations: value === undefined ? {} : { 'modekeeper/apply': value } }).state;
    expect([state('enabled'), state('verify'), state('Enabled'), state(''), state()]).toEqual([
      'off',
      'verify_only',
      'on',
      'on',
      'on',
    ]);
    expect(readNamespace('ml', { kind: 'missing' }).state).toBe('on');
  });

  it('names a source that is on before one that is unreadable', () => {
    const view = sumUp([off, readFileSource('f', { kind: 'failed' }), readConfigMap('mk', 'r-kill', { kind: 'missing' })]);
    expect(view.signal).toBe('configmap:mk/r-kill');
  });

  it('tells a stop, a switch that lets dry runs through and one that cannot be read apart', () => {
    const verify = readNamespace('ml', { kind: 'found', annotations: { 'modekeeper/apply': 'verify' } });
    const unreadable = readFileSource('f', { kind: 'failed' });
    expect(sumUp([off, verify])).toMatchObject({ on: false, verify_only: true, unreadable: false, signal: 'namespace:ml' });
    expect(sumUp([off, unreadable])).toMatchObject({ on: false, unreadable: true, signal: 'kill_switch_unreliable' });
    expect(sumUp([off])).toMatchObject({ on: false, unreadable: false, verify_only: false, signal: null });
  });
});
