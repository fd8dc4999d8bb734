import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyScene, concurrencyPatch } from '../../testing/apply-scene.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const PATCH = concurrencyPatch('4');

describe('a plan that is none', () => {
  it.each([
    ['absent.json', null, 'k8s apply plan not found: absent.json', { kind: 'not_found' }],
    ['broken.json', '{', /^ERROR: k8s apply invalid JSON in plan: broken\.json: /, { kind: 'invalid_json' }],
    [
      'text.json',
      '"x"',
      'k8s apply expects plan JSON to be a list, a single plan object, or an envelope with items',
      { kind: 'invalid_shape' },
    ],
    [
      'hostile.json',
      JSON.stringify([{ namespace: '$(touch pwned)', name: 'llm', patch: PATCH }]),
      'invalid plan item at index=0: plan item at index 0 has invalid namespace',
      { kind: 'invalid_item', index: 0 },
    ],
    [
      'hostile-name.json',
      JSON.stringify([{ namespace: 'train', name: 'llm; touch pwned', patch: PATCH }]),
      'invalid plan item at index=0: plan item at index 0 has invalid name',
      { kind: 'invalid_item', index: 0 },
    ],
    [
      'long.json',
      JSON.stringify([
        { namespace: 'train', name: 'llm', patch: PATCH },
        { namespace: 'train', name: 'llm', patch: { metadata: { annotations: { note: 'x'.repeat(131_072) } } } },
      ]),
      /^ERROR: invalid plan item at index=1: plan item at index 1 has invalid patch: it is longer than 131071 bytes/,
      { kind: 'invalid_item', index: 1 },
    ],
  ])('gate 0: %s ends it before anything is asked or written', async (file, text, line, payload) => {
    const { cluster } = applyScene(mk, {}, []);
    if (text !== null) writeFileSync(join(mk.folder, file), text);
    const { code, stderr } = await mk.run(['k8s', 'apply', '--plan', file, '--out', file.slice(0, -5)], {
      KUBECTL: cluster.kubectl,
    });
    expect(code).toBe(2);
    expect(stderr.trimEnd()).toEqual(typeof line === 'string' ? `ERROR: ${line}` : expect.stringMatching(line));
    expect(cluster.calls()).toEqual([]);
    expect(readdirSync(join(mk.folder, file.slice(0, -5)))).toEqual(['explain.jsonl']);
    const [, fault] = mk
      .text(`${file.slice(0, -5)}/explain.jsonl`)
      .trim()
      .split('\n');
    expect(JSON.parse(fault ?? '')).toMatchObject({ event: 'k8s_apply_error', payload: { plan: file, ...payload } });
    expect(readdirSync(mk.folder)).not.toContain('pwned');
  });
});

it('a patch too long for one argument fails its verification, with a reason that people can read', async () => {
  const { cluster, plan, verify, artifact } = applyScene(mk, {}, [{ metadata: { annotations: { note: 'x'.repeat(131_072) } } }]);
  expect(await verify()).toMatchObject({ code: 0, stderr: '' });
  expect(artifact('k8s_verify_latest.json')).toMatchObject({
    k8s_plan_path: plan,
    ok: false,
    verify_blocker: {
      kind: 'dry_run_failed',
      detail: expect.stringMatching(/^rc=126; stderr=kubectl was not started: .*too long/),
    },
  });
  expect(cluster.calls().join('\n')).not.toContain('--dry-run');
});
