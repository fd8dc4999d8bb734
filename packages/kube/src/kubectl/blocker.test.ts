import { VERIFY_BLOCKERS } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockerFacts, type BlockerItem, chooseBlocker, isUnreachable } from './blocker.ts';
import { rbacDenial } from './forbidden.ts';

const run = (stderr: string | null, rc = 1) => ({ attempted: true, ok: rc === 0, rc, stderr });
const item = (more: Partial<BlockerItem> = {}): BlockerItem => ({
  namespace: 'train',
  name: 'llm',
  namespace_exists: true,
  deployment_exists: true,
  dry_run: run('', 0),
  ...more,
});
const facts = (items: BlockerItem[], more: Partial<BlockerFacts> = {}): BlockerFacts => ({
  kubectl_present: true,
  has_context: true,
  unreachable: false,
  planned: items.length,
  items,
  ...more,
});

describe('chooseBlocker', () => {
  it.each([
    ['Error from server (Forbidden): no', 'rbac_denied'],
    ['user x Cannot Patch this', 'rbac_denied'],
    ['Error from server (NotFound): namespaces "train" not found', 'namespace_missing'],
    ['Error from server (NotFound): deployments.apps "llm" not found', 'deployment_missing'],
    ['admission webhook says no', 'dry_run_failed'],
    ['', 'dry_run_failed'],
  ])('a dry run that failed with %j is %s', (stderr, kind) => {
    const blocker = chooseBlocker(facts([item(), item({ name: 'b', dry_run: run(stderr, 3) })]));
    expect(blocker).toEqual({ kind, index: 1, namespace: 'train', name: 'b', detail: `rc=3; stderr=${stderr}` });
  });

  it('cuts the detail only beyond 160 characters', () => {
    const detail = (length: number) => chooseBlocker(facts([item({ dry_run: run('é'.repeat(length)) })]))?.detail;
    expect(detail(160)).toBe(`rc=1; stderr=${'é'.repeat(160)}`);
    expect(detail(161)).toBe(`rc=1; stderr=${'é'.repeat(157)}...`);
  });

  it('lets the wider cause win', () => {
    const bad = [item({ dry_run: run('x') }), item({ deployment_exists: false }), item({ namespace_exists: false })];
    const kind = (more: Partial<BlockerFacts>, items = bad) => chooseBlocker(facts(items, more))?.kind;
    expect(kind({ kubectl_present: false, has_context: false })).toBe('kubectl_missing');
    expect(kind({ has_context: false })).toBe('cluster_unreachable');
    expect(kind({ unreachable: true })).toBe('cluster_unreachable');
    expect(kind({})).toBe('namespace_missing');
    expect(kind({}, bad.slice(0, 2))).toBe('deployment_missing');
    expect(kind({ planned: 2 }, [item()])).toBe('unknown');
  });

  it('blocks nothing exactly when everything was checked and holds', () => {
    const bool = fc.boolean();
    const anyItem = fc
      .record({ namespace_exists: bool, deployment_exists: bool, ok: bool, attempted: bool, stderr: fc.string() })
      .map(({ attempted, ok, stderr, ...rest }) => item({ ...rest, dry_run: { attempted, ok, rc: 1, stderr } }));
    const any = fc.record({
      kubectl_present: bool,
      has_context: bool,
      unreachable: bool,
      planned: fc.nat(3),
      items: fc.array(anyItem, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, (all) => {
        const holds =
          all.kubectl_present &&
          all.has_context &&
          !all.unreachable &&
          all.items.length === all.planned &&
          all.items.every((one) => one.namespace_exists && one.deployment_exists && one.dry_run.ok);
        const blocker = chooseBlocker(all);
        // A dry run that was attempted and is not ok blocks; one that was neither attempted nor ok does as well.
        expect(blocker === null).toBe(holds);
        if (blocker !== null) expect(VERIFY_BLOCKERS).toContain(blocker.kind);
      }),
    );
  });
});

describe('isUnreachable', () => {
  it('goes by the time limit or by the words, of failed calls only', () => {
    expect(isUnreachable({ rc: 124, stderr: '' })).toBe(true);
    expect(isUnreachable({ rc: 1, stderr: 'Unable to connect to the server: dial tcp' })).toBe(true);
    expect(isUnreachable({ rc: 0, stderr: 'connection refused, then retried' })).toBe(false);
    expect(isUnreachable({ rc: 1, stderr: 'not found' })).toBe(false);
  });
});

describe('rbacDenial', () => {
  const text = (scope: string) =>
    `Error from server (Forbidden): deployments.apps "llm" is forbidden: User "system:serviceaccount:a:b" cannot PATCH resource "deployments" in API group "apps" ${scope}`;

  it('reads who may not do what, where, and which rule would grant it', () => {
    const denial = rbacDenial(text('in the namespace "train"'));
    expect(denial).toEqual({
      user: 'system:serviceaccount:a:b',
      verb: 'patch',
      resource: 'deployments',
      api_group: 'apps',
      namespace: 'train',
      name: 'llm',
      scope: 'namespaced',
      suggested_rule: { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] },
      hint: expect.stringMatching(/Role \+ RoleBinding.*system:serviceaccount:a:b.*"verbs":\["patch"\].*resourceNames/),
    });
  });

  it('knows the cluster scope, the core group and a message without a name', () => {
    const denial = rbacDenial(
      'nodes is forbidden: User "u" cannot list resource "nodes" in API group "" at the cluster scope: extra',
    );
    expect(denial).toMatchObject({ api_group: '', namespace: null, name: null, scope: 'cluster' });
    expect(denial?.hint).toContain('ClusterRole + ClusterRoleBinding');
    expect(denial?.hint).not.toContain('resourceNames');
  });

  it('is null for anything else, and total', () => {
    expect(rbacDenial(text('everywhere'))).toBeNull();
    expect(rbacDenial(text('at the cluster scope').replaceAll(/forbidden/gi, 'refused'))).toBeNull();
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (noise) => rbacDenial(noise) === null));
  });

  it('finds the message in any surroundings', () => {
    const word = fc.stringMatching(/^[a-z0-9:.-]{1,12}$/);
    fc.assert(
      fc.property(word, word, word, fc.string(), (user, verb, resource, noise) => {
        const message = `forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "" in the namespace "n"${noise}`;
        expect(rbacDenial(message)).toMatchObject({ user, verb, resource, namespace: 'n' });
      }),
    );
  });
});
