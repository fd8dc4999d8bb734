import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const items = (...metadata: object[]) => JSON.stringify({ items: metadata.map((one) => ({ metadata: one })) });
const annotated = (ref: string, version: string) => ({ 'modekeeper/policy.ref': ref, 'modekeeper/policy.version': version });
const policy = '{"b": 1,  "a": 2}\n';
writeFileSync(join(mk.folder, 'policy.json'), policy);
const version = sha256(policy).slice(0, 12);
const ANSWERS: FakeAnswer[] = [
  { when: "'config current-context'", stdout: 'b\n' },
  { when: '*context\\ broken*', stderr: 'no', rc: 3 },
  { when: '*context\\ odd*', stdout: 'no JSON' },
  { when: '*namespaces*', stdout: items({ name: 'train' }, { name: 'a' }, { name: 'train' }) },
  {
    when: '*deployments*',
    stdout: items(
      { namespace: 'train', name: 'z', annotations: annotated('policy.json', version) },
      { namespace: 'train', name: 'llm', annotations: annotated('old', 'v1') },
      { namespace: 'a', name: 'none' },
    ),
  },
];
let runs = 0;
async function fleet(args: string[], answers: FakeAnswer[] = ANSWERS) {
  runs += 1;
  const kubectl = fakeKubectl(mk.folder, `kubectl-${runs}`, answers);
  const out = `f${runs}`;
  return { ...(await mk.run(['fleet', ...args, '--out', out], { KUBECTL: kubectl.path })), calls: kubectl.calls(), out };
}
type Report = { contexts: { context: string; error: unknown }[] } & Record<string, unknown>;

describe('mk fleet inventory', () => {
  const inventory = (out: string) => mk.json<Report>(`${out}/inventory_latest.json`);

  it('asks each context twice, in the order given and once, and sorts what they hold', async () => {
    const { calls, code, out, stderr } = await fleet(['inventory', '--contexts', 'b, broken,odd,b']);
    expect([code, stderr]).toEqual([0, '']);
    expect(calls).toEqual([
      '--context b get namespaces -o json',
      '--context b get deployments -A -o json',
      '--context broken get namespaces -o json',
      '--context odd get namespaces -o json',
    ]);
    expect(inventory(out)).toEqual({
      schema_version: 'inventory.v0',
      schema: 'inventory.v0',
      contexts: [
        {
          context: 'b',
          namespaces: ['a', 'train'],
          deployments: [
            { namespace: 'a', name: 'none' },
            { namespace: 'train', name: 'llm' },
            { namespace: 'train', name: 'z' },
          ],
          error: null,
        },
        { context: 'broken', namespaces: [], deployments: [], error: { reason: 'kubectl_failed', rc: 3 } },
        { context: 'odd', namespaces: [], deployments: [], error: { reason: 'kubectl_failed', rc: 0 } },
      ],
    });
  });

  it('takes the current context when none is given, and says when there is none', async () => {
    const current = await fleet(['inventory']);
    expect(inventory(current.out).contexts.map(({ context }) => context)).toEqual(['b']);
    const none = await fleet(['inventory'], []);
    expect(none.code).toBe(0);
    const error = { reason: 'kubectl_failed', rc: 9 };
    expect(inventory(none.out).contexts).toEqual([{ context: 'current', namespaces: [], deployments: [], error }]);
  });

  it.each([[['--contexts', 'a', '--context', 'b']], [['--contexts', ' , ']], [['--context', '']]])(
    'refuses %j',
    async (flags) => {
      const { calls, code, out } = await fleet(['inventory', ...flags]);
      expect([code, calls, existsSync(join(mk.folder, out))]).toEqual([2, [], false]);
    },
  );
});

describe('mk fleet policy', () => {
  const report = (out: string) => mk.json<Report>(`${out}/policy_propagation_latest.json`);

  it('says for each Deployment what it has, would get and would go back to; reads only', async () => {
    const flags = ['--context', 'b', '--context', 'a', '--context', 'broken'];
    const { calls, code, out } = await fleet(['policy', '--policy', 'policy.json', ...flags]);
    expect(code).toBe(0);
    expect(calls).toEqual(['a', 'b', 'broken'].map((name) => `--context ${name} get deployments -A -o json`));
    const row = (namespace: string, name: string, now: [string, string] | null) => ({
      namespace,
      name,
      current_policy_ref: now?.[0] ?? null,
      current_policy_version: now?.[1] ?? null,
      desired_policy_ref: 'policy.json',
      desired_policy_version: version,
      change_required: now?.[0] !== 'policy.json',
      rollback_policy_ref: now?.[0] ?? null,
      rollback_policy_version: now?.[1] ?? null,
    });
    const deployments = [row('a', 'none', null), row('train', 'llm', ['old', 'v1']), row('train', 'z', ['policy.json', version])];
    expect(report(out)).toEqual({
      schema_version: 'policy_propagation.v0',
      schema: 'policy_propagation.v0',
      desired_policy: { policy_ref: 'policy.json', sha256: sha256(policy), version_short: version },
      contexts: [
        { context: 'a', deployments, error: null },
        { context: 'b', deployments, error: null },
        { context: 'broken', deployments: [], error: { reason: 'kubectl_failed', rc: 3 } },
      ],
    });
  });

  it('a template counts as what mk passport show prints', async () => {
    const { stdout } = await mk.run(['passport', 'show', '--template', 'safe']);
    const { out } = await fleet(['policy', '--policy', 'safe']);
    expect(report(out)).toMatchObject({ desired_policy: { policy_ref: 'safe', sha256: sha256(stdout) } });
  });

  it.each(['absent.json', './absent', 'no-such-template'])('refuses %s before it asks anything', async (ref) => {
    const { calls, code, out, stderr } = await fleet(['policy', '--policy', ref]);
    expect([code, calls, existsSync(join(mk.folder, out))]).toEqual([2, [], false]);
    expect(stderr).toMatch(/^ERROR: .+\n$/);
  });
});
