import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
let runs = 0;

describe('a plan file that mk k8s verify cannot take', () => {
  it.each([
    ['[', 'invalid_json', /^ERROR: k8s verify invalid JSON in plan: plan\.json: ./],
    ['7', 'invalid_shape', /^ERROR: k8s verify expects plan JSON to be a list, a single plan object, or an envelope with items$/],
    ['{"items":1}', 'invalid_shape', /^ERROR: k8s verify expects plan\.items to be a list when using envelope form$/],
    [
      '[{"namespace":"a","name":"x","patch":1}]',
      'invalid_item',
      /^ERROR: invalid plan item at index=0: plan item at index 0 has invalid patch$/,
    ],
    [
      '[{"namespace":"a","name":"x","patch":{"a":1.5}}]',
      'invalid_item',
      /^ERROR: invalid plan item at index=0: .* has invalid patch$/,
    ],
  ])('plan %s: %s, and nothing is asked', async (plan, kind, line) => {
    runs += 1;
    const out = `v${runs}`;
    const kubectl = fakeKubectl(mk.folder, 'kubectl', []);
    writeFileSync(join(mk.folder, 'plan.json'), plan);
    const call = ['k8s', 'verify', '--plan', 'plan.json', '--out', out];
    const { code, stderr } = await mk.run(call, { KUBECTL: kubectl.path });
    expect([code, kubectl.calls()]).toEqual([2, []]);
    expect(stderr.trimEnd()).toMatch(line);
    const last = mk.text(`${out}/explain.jsonl`).trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ event: 'k8s_verify_error', payload: { kind, plan: 'plan.json' } });
    expect(readdirSync(join(mk.folder, out))).toEqual(['explain.jsonl']);
  });

  it('names a plan that is not there', async () => {
    const { code, stderr } = await mk.run(['k8s', 'verify', '--plan', 'absent.json', '--out', 'x']);
    expect([code, stderr]).toEqual([2, 'ERROR: k8s verify plan not found: absent.json\n']);
  });
});
