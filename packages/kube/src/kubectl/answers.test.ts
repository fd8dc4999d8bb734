import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canIAnswer, listAnswer } from './answers.ts';
import { gpuRequest, hasDevicePlugin, hasGpuCapacity } from './gpu.ts';
import { snip } from './snip.ts';

describe('canIAnswer', () => {
  it.each([
    ['yes\n', true],
    ['Warning: the server asks for patience\nNO\n\n', false],
    ['{"status":{"allowed":true}}', true],
    ['{"allowed":false}', false],
    ['{"status":{"allowed":"yes"}}', null],
    ['yes, but', null],
    ['', null],
  ])('%j is %s', (stdout, answer) => {
    expect(canIAnswer(stdout)).toBe(answer);
  });

  it('takes nothing but a plain yes for a yes, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        expect(canIAnswer([...lines, 'x', 'yes'].join('\n'))).toBe(true);
        expect(canIAnswer([...lines, 'yesterday'].join('\n'))).toBeNull();
      }),
    );
  });
});

describe('snip', () => {
  it('leaves what fits as it is, without blanks around it', () => {
    expect(snip('\n a\nb \n', { lines: 2, characters: 3 })).toBe('a\nb');
    expect(snip('', { lines: 2, characters: 3 })).toBe('');
  });

  it('says that it cut lines or characters', () => {
    expect(snip('a\nb\nc', { lines: 2, characters: 9 })).toBe('a\nb\n...(truncated)');
    expect(snip('abcdefgh', { lines: 2, characters: 6 })).toBe('abc...\n...(truncated)');
    expect(snip('😀😀😀😀😀', { lines: 1, characters: 4 })).toBe('😀...\n...(truncated)');
  });

  it('never keeps more than it may', () => {
    const limits = fc.record({ lines: fc.integer({ min: 1, max: 5 }), characters: fc.integer({ min: 3, max: 40 }) });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'ü', '\r') }), limits, (text, limit) => {
        const [body = ''] = snip(text, limit).split('\n...(truncated)');
        expect(body.length).toBeLessThanOrEqual(limit.characters);
        expect(body.split('\n').length).toBeLessThanOrEqual(limit.lines);
      }),
    );
  });
});

describe('GPU facts', () => {
  const deployment = (...resources: unknown[]) =>
    JSON.stringify({ spec: { template: { spec: { containers: resources.map((one) => ({ resources: one })) } } } });

  it('counts the limit of each container, or its request where it has no limit', () => {
    const gpu = (value: unknown) => ({ 'nvidia.com/gpu': value });
    expect(
      gpuRequest(deployment({ limits: gpu('2'), requests: gpu('1') }, { requests: gpu(3) }, {}, { limits: { cpu: '1' } })),
    ).toBe(5);
    expect(gpuRequest(deployment({ limits: gpu('-1') }, { limits: gpu('1.5') }, { limits: gpu(true) }))).toBe(0);
  });

  it('finds a node by capacity or allocatable, and the device plugin in any case', () => {
    const node = (field: string) => JSON.stringify({ items: [{}, { status: { [field]: { 'nvidia.com/gpu': '8' } } }] });
    expect([node('capacity'), node('allocatable'), node('other')].map(hasGpuCapacity)).toEqual([true, true, false]);
    expect(hasDevicePlugin('daemonset.apps/NVIDIA-Device-Plugin-ds')).toBe(true);
    expect(hasDevicePlugin('pod/trainer')).toBe(false);
  });

  it('reads anything without falling over', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((items) => JSON.stringify({ items, spec: items })),
    );
    fc.assert(
      fc.property(text, (answer) => {
        expect(hasGpuCapacity(answer)).toBe(false);
        expect(gpuRequest(answer)).toBe(0);
        expect(listAnswer(answer) ?? []).toBeInstanceOf(Array);
      }),
    );
  });
});
