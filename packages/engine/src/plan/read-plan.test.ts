import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kubectlScript } from './kubectl-script.ts';
import { planScope, readItems, readPlan } from './read-plan.ts';

const item = { namespace: 'train', name: 'llm', patch: { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } } };
const textOf = (document: Parameters<typeof readPlan>[0]) => {
  const read = readPlan(document);
  return read.ok ? 'ok' : read.fault.text;
};

describe('readPlan', () => {
  it('takes a list, an envelope or one item, and drops what else stands in it', () => {
    const items = [item];
    for (const document of [[item], { schema_version: 'k8s_plan.v1', items: [item] }, { ...item, kind: 'Deployment' }]) {
      expect(readPlan(document)).toEqual({ ok: true, items });
    }
    expect(readPlan([])).toEqual({ ok: true, items: [] });
    expect(readItems([{ ...item, patch: null }])).toEqual({ ok: true, items: [{ ...item, patch: {} }] });
  });

  it.each([
    [7, 'k8s verify expects plan JSON to be a list, a single plan object, or an envelope with items'],
    [{ items: {} }, 'k8s verify expects plan.items to be a list when using envelope form'],
    [[item, 1], 'plan item at index 1 must be an object'],
    [[{ ...item, namespace: 'Train' }], 'plan item at index 0 has invalid namespace'],
    [[{ ...item, namespace: ' train' }], 'plan item at index 0 has invalid namespace'],
    [[{ ...item, name: '$(id)' }], 'plan item at index 0 has invalid name'],
    [[{ ...item, patch: [] }], 'plan item at index 0 has invalid patch'],
    [{}, 'plan item at index 0 has invalid namespace'],
  ])('%j is refused: %s', (document, text) => {
    expect(textOf(document)).toBe(text);
  });

  it('never throws, and what it takes is always safe to name', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readPlan(value as Parameters<typeof readPlan>[0]);
        if (read.ok) for (const { name, namespace } of read.items) expect(`${namespace}${name}`).toMatch(/^[a-z0-9.-]*$/);
      }),
    );
  });

  it('names the scope only when there is one', () => {
    expect(planScope([item, item])).toEqual({ k8s_namespace: 'train', k8s_deployment: 'llm' });
    expect(planScope([item, { ...item, name: 'b' }])).toEqual({ k8s_namespace: 'train', k8s_deployment: 'mixed' });
    expect(planScope([])).toEqual({ k8s_namespace: 'mixed', k8s_deployment: 'mixed' });
  });
});

describe('kubectlScript', () => {
  it('does nothing for an empty plan, and does not even name kubectl', () => {
    expect(kubectlScript([])).not.toContain('kubectl');
    expect(kubectlScript([])).toMatch(/^#!.*bash\n/);
  });

  it('holds one line for each item, keys sorted, separators with a blank', () => {
    const patch = { spec: { b: 'ü', a: [1, null] }, metadata: {} };
    expect(
      kubectlScript([{ ...item, patch }])
        .split('\n')
        .at(-2),
    ).toBe(`kubectl -n train patch deployment/llm --type merge -p '{"metadata": {}, "spec": {"a": [1, null], "b": "ü"}}'`);
  });

  it('hands exactly the patch to kubectl, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), (patch) => {
        const line =
          kubectlScript([{ ...item, patch }])
            .split('\n\n')
            .at(-1) ?? '';
        // A shell reads the line; what it would hand to kubectl is printed instead.
        const script = `kubectl() { printf '%s' "$8"; }; ${line}`;
        const handed = execFileSync('bash', ['-c', script.replaceAll('\0', '')], { encoding: 'utf8' });
        expect(JSON.parse(handed)).toEqual(JSON.parse(JSON.stringify(patch)));
      }),
      { numRuns: 30 },
    );
  });
});
