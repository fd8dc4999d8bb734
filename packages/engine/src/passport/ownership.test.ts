import type { JsonObject } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { burstChange, DEMO, deployment, judgeFacts, NOW_MS } from '../test-deployment.ts';
import { judgePassport } from './judge.ts';
import { EMPTY_LEDGER, recordChanges, restartCooldowns, setQuarantine } from './ledger.ts';
import { applyStateSchema, targetLedgerSchema } from './ledger-schema.ts';
import { declaredKnobs, liveKnob, managersOfLeaf, parseKnobValue, readObjectFacts } from './object-facts.ts';
import { ownershipNotes } from './rules/ownership.ts';

type Options = Parameters<typeof judgeFacts>[0];
const judge = (options: Options): string[] => judgePassport(judgeFacts(options)).flatMap((result) => result.reason ?? []);

const KEY = 'f:modekeeper/knob.concurrency';
const owner = (manager: string, operation: string): JsonObject => ({
  manager,
  operation,
  fieldsV1: { 'f:spec': { 'f:template': { 'f:metadata': { 'f:annotations': { '.': {}, [KEY]: {} } } } } },
});

describe('gitops', () => {
  it('refuses objects that Argo CD or Flux keeps, by label or annotation', () => {
    for (const key of ['argocd.argoproj.io/tracking-id', 'kustomize.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/name']) {
      expect(judge({ live: { annotations: { [key]: 'x' } } })).toEqual(['gitops_owned']);
      expect(judge({ live: { labels: { [key]: 'x' } } })).toEqual(['gitops_owned']);
    }
  });
  it('refuses a leaf that a listed manager owns, and only then', () => {
    expect(judge({ live: { managedFields: [owner('argocd-controller', 'Apply')] } })).toEqual(['gitops_owned']);
    expect(judge({ live: { managedFields: [owner('argocd-controller', 'Apply')] }, gitops_managers: [] })).toEqual([]);
    expect(
      judge({
        live: { managedFields: [owner('argocd-controller', 'Apply')] },
        changes: [burstChange('dataloader_prefetch_factor', 2)],
      }),
    ).toEqual([]);
  });
});

describe('ownershipNotes', () => {
  const notes = (...managers: JsonObject[]) =>
    ownershipNotes(judgeFacts({ live: { managedFields: managers }, changes: [burstChange('concurrency', 4)] }));
  it('foretell a conflict with a server-side applier and a revert by an updater, with the value to adopt', () => {
    expect(notes(owner('helm', 'Apply'))).toEqual([
      { note: 'next_deploy_conflicts', detail: expect.stringMatching(/helm owns .*concurrency.*the value 4/) },
    ]);
    expect(notes(owner('kubectl-edit', 'Update'))).toEqual([
      { note: 'next_deploy_reverts', detail: expect.stringContaining('4') },
    ]);
  });
  it('say nothing about ourselves, unowned leaves, or managers that already refuse the plan', () => {
    expect(notes(owner('modekeeper', 'Update'))).toEqual([]);
    expect(notes()).toEqual([]);
    expect(notes(owner('helm-controller', 'Apply'))).toEqual([]);
  });
  it('never block', () => {
    expect(judge({ live: { managedFields: [owner('helm', 'Apply')] } })).toEqual([]);
  });
});

describe('rollout strategy', () => {
  const strategy = (type: string, maxSurge?: number | string): JsonObject => ({
    type,
    ...(maxSurge !== undefined && { rollingUpdate: { maxSurge } }),
  });
  it('is safe for Recreate and for a rolling update without surge, unsafe for anything else', () => {
    for (const safe of [strategy('Recreate'), strategy('RollingUpdate', 0), strategy('RollingUpdate', '0%')])
      expect(judge({ live: { strategy: safe } })).toEqual([]);
    for (const unsafe of [
      strategy('RollingUpdate'),
      strategy('RollingUpdate', 1),
      strategy('RollingUpdate', '25%'),
      strategy('Other'),
      {},
    ]) {
      expect(judge({ live: { strategy: unsafe } })).toEqual(['unsafe_rollout_strategy']);
    }
  });
  it('is the passport’s to allow, explicitly', () => {
    const allow = (value: unknown) => ({ ...DEMO, gates: { ...DEMO.gates, allow_unsafe_rollout: value } });
    expect(judge({ live: { strategy: strategy('RollingUpdate') }, passport: allow(true) })).toEqual([]);
    expect(judge({ live: { strategy: strategy('RollingUpdate') }, passport: allow('true') })).toEqual([
      'unsafe_rollout_strategy',
    ]);
  });
});

describe('declared knobs', () => {
  it('must be declared on the object or reported in telemetry', () => {
    expect(judge({ reported_knobs: ['concurrency'] })).toEqual(['knob_not_declared']);
    expect(
      judge({ reported_knobs: [], live: { annotations: { 'modekeeper/knobs': ' concurrency , dataloader_prefetch_factor,' } } }),
    ).toEqual([]);
    expect(declaredKnobs({ annotations: {} })).toEqual([]);
  });
});

describe('readObjectFacts', () => {
  it('reads a Deployment and survives one without any of it', () => {
    const facts = readObjectFacts(deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } } }));
    expect(facts.strategy).toEqual({ type: 'RollingUpdate', max_surge: '25%' });
    expect(liveKnob(facts, 'concurrency')).toBe(1);
    expect(liveKnob(facts, 'timeout_ms')).toBe('unset');
    expect(liveKnob(facts, 'constructor')).toBe('unset');
    expect(readObjectFacts({})).toEqual({ labels: {}, annotations: {}, template_annotations: {}, strategy: null, managers: [] });
  });
  it('finds the managers of a leaf by fieldsV1 and nothing above or beside it', () => {
    const { managers } = readObjectFacts(
      deployment({ managedFields: [owner('helm', 'Apply'), { manager: 'status', operation: 'Update' }] }),
    );
    const base = '/spec/template/metadata/annotations/modekeeper~1knob.';
    expect(managersOfLeaf(managers, `${base}concurrency`).map(({ manager }) => manager)).toEqual(['helm']);
    expect(managersOfLeaf(managers, `${base}timeout_ms`)).toEqual([]);
    expect(managersOfLeaf(managers, '/metadata/annotations/modekeeper~1knob.concurrency')).toEqual([]);
  });
  it('takes integers with blanks around them for knob values, and nothing else', () => {
    expect([' 4 ', '+4', '-4', '04', '-0'].map((text) => parseKnobValue(text))).toEqual([4, 4, -4, 4, 0]);
    for (const text of ['', '4.0', '4e0', '0x4', 'four', '4 5', null, 4, undefined]) expect(parseKnobValue(text)).toBeNull();
  });
});

describe('ledger', () => {
  const sent = [{ knob: 'concurrency', to: 4, chord: 'BURST-ABSORB' }];
  it('makes the cooldown run from the recorded change on', () => {
    const ledger = recordChanges(EMPTY_LEDGER, sent, NOW_MS);
    expect(judge({ ledger, now_ms: NOW_MS + 29_999 })).toEqual(['cooldown_active']);
    expect(judge({ ledger, now_ms: NOW_MS + 90_000 })).toEqual([]);
  });
  it('keeps changes for an hour, stamps for good, and stays a valid apply_state.v0', () => {
    const first = recordChanges(EMPTY_LEDGER, sent, NOW_MS);
    const second = recordChanges(first, [{ knob: 'timeout_ms', to: null, chord: '' }], NOW_MS + 3_600_000);
    expect(second.changes.map((change) => change.knob)).toEqual(['timeout_ms']);
    expect(Object.keys(second.knobs)).toEqual(['concurrency', 'timeout_ms']);
    const state = {
      schema_version: 'apply_state.v0',
      targets: { 'train/trainer': setQuarantine(second, 'rollback_failed', NOW_MS) },
    };
    expect(applyStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(judge({ ledger: setQuarantine(EMPTY_LEDGER, 'rollback_failed', 0) })).toEqual(['quarantine_active']);
  });
  it('writes what may be null as null, and reads it so: a change without a chord and an open quarantine are no unreadable record', () => {
    const ledger = recordChanges({ knobs: {}, changes: [] }, [{ knob: 'timeout_ms', to: 1_000, chord: '' }], NOW_MS);
    expect(ledger).toMatchObject({ changes: [{ knob: 'timeout_ms', chord: null }], quarantine: null });
    expect(targetLedgerSchema.parse(ledger)).toEqual(ledger);
  });
  it('refuses a stored ledger with a time that nobody can read', () => {
    expect(targetLedgerSchema.safeParse({ knobs: { a: { value: 1, last_changed_at: 'x' } }, changes: [] }).success).toBe(false);
  });
  it('starts every cooldown when the journal was lost', () => {
    const ledger = restartCooldowns(['concurrency', 'dataloader_prefetch_factor'], ['BURST-ABSORB'], NOW_MS);
    expect(judge({ ledger, now_ms: NOW_MS + 1 })).toEqual(['cooldown_active']);
    expect(judge({ ledger, now_ms: NOW_MS + 89_999 })).toEqual(['cooldown_active']);
    expect(judge({ ledger, now_ms: NOW_MS + 90_000 })).toEqual([]);
  });
});
