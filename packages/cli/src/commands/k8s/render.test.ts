import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const plan = (name: string, text: string) => {
  writeFileSync(join(mk.folder, name), text);
  return name;
};
const ITEM = { namespace: 'train', name: 'llm', patch: { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } } };
const events = (path: string) =>
  mk
    .text(path)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ts: string; event: string; payload: Record<string, unknown> });

describe('mk k8s render', () => {
  it('writes an executable script, report, twin and explain events', async () => {
    const { code, stderr } = await mk.run(['k8s', 'render', '--plan', plan('plan.json', JSON.stringify([ITEM])), '--out', 'r']);
    expect([code, stderr]).toEqual([0, '']);
    expect(mk.text('r/k8s_plan.kubectl.sh')).toContain(`kubectl -n train patch deployment/llm --type merge -p '{"metadata": `);
    expect(statSync(join(mk.folder, 'r/k8s_plan.kubectl.sh')).mode & 0o777).toBe(0o755);
    expect(mk.json('r/k8s_render_latest.json')).toEqual({
      schema_version: 'v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: 'r',
      mode: 'K8S_RENDER',
      apply_requested: false,
      dry_run: true,
      k8s_kubectl_plan_path: 'r/k8s_plan.kubectl.sh',
      k8s_plan_items: 1,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
    });
    expect(events('r/explain.jsonl').map(({ event }) => event)).toEqual([
      'k8s_render_start',
      'k8s_kubectl_plan_written',
      'k8s_render_report',
    ]);
  });

  it.each([
    ['absent.json', null, 'plan file not found: absent.json', 'not_found'],
    ['bad.json', '[', expect.stringMatching(/^failed to parse plan JSON: /), 'invalid_json'],
    ['object.json', '{}', 'k8s render expects plan JSON to be a list of items', 'invalid_shape'],
    ['item.json', '[{"namespace":"a;b","name":"x"}]', 'plan item at index 0 has invalid namespace', 'invalid_item'],
  ])('%s: one line, exit 2, and only explain.jsonl written', async (name, text, line, kind) => {
    if (text !== null) plan(name, text);
    const out = `out-${name}`;
    const { code, stderr } = await mk.run(['k8s', 'render', '--plan', name, '--out', out]);
    expect(code).toBe(2);
    expect(stderr.replace(/^ERROR: /, '').trimEnd()).toEqual(line);
    expect(events(`${out}/explain.jsonl`).at(-1)).toMatchObject({ event: 'k8s_render_error', payload: { kind, plan: name } });
    expect(() => mk.text(`${out}/k8s_render_latest.json`)).toThrow(/ENOENT/);
  });
});
