import { describe, expect, it } from 'vitest';
import { fieldValue, formatMap, readQuantity, resourceValue } from './fields.ts';

const pod = {
  metadata: {
    name: 'p',
    namespace: 'n',
    uid: 'u',
    labels: { 'app.kubernetes.io/name': 'x' },
    annotations: { b: '2', a: 'one "two"' },
  },
  spec: { nodeName: 'node', serviceAccountName: 'sa', containers: [] },
};

describe('fieldValue', () => {
  it.each([
    ['metadata.name', 'p'],
    ['metadata.namespace', 'n'],
    ['metadata.uid', 'u'],
    ["metadata.labels['app.kubernetes.io/name']", 'x'],
    ["metadata.annotations['none']", ''],
    ['metadata.annotations', 'a="one \\"two\\""\nb="2"'],
    ['spec.nodeName', 'node'],
    ['spec.serviceAccountName', 'sa'],
    ['status.podIP', ''],
    ['spec.containers', null],
  ])('%s is %j', (path, value) => {
    expect(fieldValue(pod, path)).toBe(value);
  });

  it('of no annotations is empty', () => {
    expect(formatMap(undefined)).toBe('');
  });
});

describe('resourceValue', () => {
  const container = { name: 'c', resources: { limits: { memory: '64Mi', cpu: '250m' }, requests: { cpu: '1.5' } } };
  it.each([
    ['limits.memory', '1Mi', '64'],
    ['limits.memory', '0', '67108864'],
    ['limits.cpu', '1', '1'],
    ['limits.cpu', '1m', '250'],
    ['requests.cpu', undefined, '2'],
    ['requests.memory', '1', '0'],
    ['other.cpu', '1', null],
    ['limits.cpu', 'x', null],
  ])('%s by %s is %s', (resource, divisor, value) => {
    expect(resourceValue(container, resource, divisor)).toBe(value);
  });
});

describe('readQuantity', () => {
  it.each([
    ['1', 1],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['2k', 2000],
    ['-3', -3],
    ['1e3', null],
    ['Mi', null],
  ])('of %s is %s', (text, value) => {
    expect(readQuantity(text)).toBe(value);
  });
});
