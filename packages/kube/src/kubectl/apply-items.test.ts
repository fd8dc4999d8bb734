import type { JsonObject } from '@modekeeper/contracts';
import { patchPointers, preimageOf } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import type { Gate } from '../gate.ts';
import { applyItems, type ReadyItem } from './apply-items.ts';
import { rollBackItems, rollbackVerdict } from './roll-back-items.ts';
import type { Kubectl, KubectlResult } from './run-kubectl.ts';

const open: Gate = async () => ({ allow: true, gates: [] });
const shut: Gate = async () => ({ allow: false, gates: [{ gate: 'kill_switch', ok: false, reason: 'kill_switch_active' }] });
const answer = (part: Partial<KubectlResult> = {}): KubectlResult => ({ rc: 0, stdout: '', stderr: '', error: null, ...part });
const TIMEOUT = answer({ rc: 124, stderr: 'timeout', error: 'timeout' });
const object = (value: string | null, uid = 'u'): JsonObject => ({
  metadata: { uid, annotations: value === null ? {} : { 'modekeeper/knob.concurrency': value } },
});
const read = (value: string | null, uid?: string) => answer({ stdout: JSON.stringify(object(value, uid)) });
const patch = { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } };
const item: ReadyItem = { namespace: 'train', name: 'llm', patch, preimage: preimageOf(object('8'), patchPointers(patch)) };

/** kubectl that gives these answers one after the other, and what it was asked. */
function scripted(...answers: KubectlResult[]) {
  const calls: string[] = [];
  const kubectl: Kubectl = async (args) => {
    calls.push(args.includes('patch') ? `patch ${args.at(-1)}` : 'get');
    return answers[calls.length - 1] ?? answer({ rc: 9, stderr: 'no answer is left' });
  };
  return { kubectl, calls };
}
const hooks = { gate: open, onStart: () => undefined, beforeSend: () => true, onResult: () => undefined };
const PATCH = `patch ${JSON.stringify(patch)}`;
const BACK = 'patch {"metadata":{"annotations":{"modekeeper/knob.concurrency":"8"}}}';

describe('applyItems', () => {
  it.each([
    ['values present: applied', read('4'), { ok: true, reason: 'applied', touched: true }],
    ['values absent: failed, though it may still land', read('8'), { ok: false, reason: 'failed', touched: true }],
    ['somebody else was quicker: failed', read('6'), { ok: false, reason: 'failed', touched: true }],
    ['unreadable: unknown', TIMEOUT, { ok: null, reason: 'unknown', touched: true }],
    ['another object by now: unknown', read('4', 'v'), { ok: null, reason: 'unknown', touched: true }],
  ])('a timeout is settled by the object: %s', async (_name, found, result) => {
    const { calls, kubectl } = scripted(read('8'), TIMEOUT, found);
    expect(await applyItems(kubectl, [item], hooks)).toMatchObject([{ attempted: true, rc: 124, stderr: 'timeout', ...result }]);
    expect(calls).toEqual(['get', PATCH, 'get']);
  });

  it.each([
    ['refused by the server', 'Error from server (Forbidden): deployments.apps "llm" is forbidden: no', null],
    [
      'refused by a policy',
      "The deployments \"llm\" is invalid: : ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
      null,
    ],
    ['never connected', 'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?', null],
    ['no kubectl', 'kubectl not found', 'not_found' as const],
    ['not started', 'kubectl was not started: the arguments are too long for this system', 'not_started' as const],
  ])('a definite no needs no second look: %s', async (_name, stderr, error) => {
    const { calls, kubectl } = scripted(read('8'), answer({ rc: 1, stderr, error }));
    const [result] = await applyItems(kubectl, [item], hooks);
    expect(result).toMatchObject({ attempted: true, ok: false, reason: 'failed', touched: false });
    expect(calls).toEqual(['get', PATCH]);
  });

  it('asks the gate before the object is read, and again directly before the patch', async () => {
    const closing = (opens: number): Gate => {
      let asked = 0;
      return () => {
        asked += 1;
        return asked <= opens ? open() : shut();
      };
    };
    for (const [opens, reads] of [
      [0, []],
      [1, ['get']],
    ] as const) {
      const { calls, kubectl } = scripted(read('8'));
      const [result] = await applyItems(kubectl, [item], { ...hooks, gate: closing(opens) });
      expect(result).toMatchObject({ attempted: false, reason: 'kill_switch_active', touched: false });
      expect(calls).toEqual(reads);
    }
  });

  it('sends nothing when the gate cannot be asked, or the change cannot be recorded', async () => {
    const broken: Gate = () => Promise.reject(new Error('no disk'));
    const one = scripted(read('8'));
    expect(await applyItems(one.kubectl, [item], { ...hooks, gate: broken })).toMatchObject([{ reason: 'gate_unavailable' }]);
    const two = scripted(read('8'));
    expect(await applyItems(two.kubectl, [item], { ...hooks, beforeSend: () => false })).toMatchObject([{ reason: 'failed' }]);
    expect([...one.calls, ...two.calls]).not.toContain(PATCH);
  });

  it('stops at the first item that is not applied', async () => {
    const { calls, kubectl } = scripted(read('8'), answer(), read('9'));
    const results = await applyItems(kubectl, [item, item, item], hooks);
    expect(results.map(({ reason }) => reason)).toEqual(['applied', 'verify_stale', 'not_attempted']);
    expect(calls).toEqual(['get', PATCH, 'get']);
  });
});

describe('rollBackItems', () => {
  const back = { gate: open, onResult: () => undefined };

  it.each([
    ['restored', [read('4'), answer(), read('8')], ['get', BACK, 'get'], { ok: true, values_restored: true }, 'pass'],
    ['never landed', [read('8')], ['get'], { attempted: false, ok: true, values_restored: true }, 'pass'],
    ['answer lost, restored', [read('4'), TIMEOUT, read('8')], ['get', BACK, 'get'], { ok: true, rc: 124 }, 'pass'],
    ['answer lost, not restored', [read('4'), TIMEOUT, read('4')], ['get', BACK, 'get'], { ok: false }, 'fail'],
    [
      'answered, but unreadable',
      [read('4'), answer(), TIMEOUT],
      ['get', BACK, 'get'],
      { ok: null, values_restored: null },
      'inconclusive',
    ],
    ['unreadable before', [TIMEOUT], ['get'], { attempted: false, ok: null }, 'inconclusive'],
    ['changed by somebody else', [read('6')], ['get'], { attempted: false, ok: false, values_restored: false }, 'fail'],
    ['recreated', [read('4', 'v')], ['get'], { attempted: false, ok: false, values_restored: false }, 'fail'],
    [
      'deleted',
      [answer({ rc: 1, stderr: 'Error from server (NotFound): deployments.apps "llm" not found' })],
      ['get'],
      { attempted: false, ok: false, values_restored: false },
      'fail',
    ],
  ] as const)('%s', async (_name, answers, calls, result, verdict) => {
    const script = scripted(...answers);
    const results = await rollBackItems(script.kubectl, [item], back);
    expect(results).toMatchObject([result]);
    expect(rollbackVerdict(results)).toBe(verdict);
    expect(script.calls).toEqual(calls);
  });

  it('goes backwards, answers forwards, and reads nothing while the switch is on', async () => {
    const order: number[] = [];
    const script = scripted(read('8'), read('8'));
    await rollBackItems(script.kubectl, [item, item], { gate: open, onResult: (index) => order.push(index) });
    expect(order).toEqual([1, 0]);
    const halted = scripted();
    const results = await rollBackItems(halted.kubectl, [item, item], { ...back, gate: shut });
    expect(results).toMatchObject([{ blocked: 'kill_switch_active' }, { blocked: 'kill_switch_active' }]);
    expect(rollbackVerdict(results)).toBe('not_run');
    expect(halted.calls).toEqual([]);
  });

  it('is a failure when the switch stops it half-way', () => {
    const done = { attempted: true, ok: true, rc: 0, stderr: '', values_restored: true, blocked: null };
    const blocked = { attempted: false, ok: null, rc: null, stderr: null, values_restored: null, blocked: 'kill_switch_active' };
    expect(rollbackVerdict([blocked, done])).toBe('fail');
  });
});
