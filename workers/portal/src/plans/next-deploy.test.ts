import { ownershipNotes } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { adoptedLine, nextDeploys, otherNotes } from './next-deploy.ts';

const pointer = '/spec/template/metadata/annotations/modekeeper~1knob.concurrency';

/** The engine's own words, so that a change of them is noticed here. */
const notesOf = (manager: string, operation: 'Apply' | 'Update', after: string | null) =>
  ownershipNotes({
    changes: [{ knob: 'concurrency', from: 1, to: 4, temperature: 'cold', chord: 'BURST-ABSORB', reason: 'latency_burst' }],
    effect: { uid: 'u', preimage_sha256: '0'.repeat(64), changes: [[pointer, '1', after]] },
    object: {
      labels: {},
      annotations: {},
      template_annotations: {},
      strategy: null,
      managers: [
        {
          manager,
          operation,
          fields: { 'f:spec': { 'f:template': { 'f:metadata': { 'f:annotations': { 'f:modekeeper/knob.concurrency': {} } } } } },
        },
      ],
    },
    gitops_managers: [],
  } as unknown as Parameters<typeof ownershipNotes>[0]);

describe('notes about the next deploy', () => {
  it('tell who owns the field, where it is and the value to adopt', () => {
    const [note] = nextDeploys(notesOf('helm', 'Apply', '4'));
    expect(note).toEqual({
      kind: 'conflicts',
      manager: 'helm',
      path: 'spec.template.metadata.annotations',
      field: 'modekeeper/knob.concurrency',
      value: '4',
    });
    expect(note && adoptedLine(note)).toBe('modekeeper/knob.concurrency: "4"');
    expect(nextDeploys(notesOf('kubectl-edit', 'Update', '4'))).toMatchObject([{ kind: 'reverts', manager: 'kubectl-edit' }]);
    expect(nextDeploys(notesOf('helm', 'Apply', null))).toMatchObject([{ value: null }]);
  });

  it('in other words are kept as they are, never dropped', () => {
    const notes = [
      { note: 'next_deploy_conflicts', detail: 'said otherwise' },
      { note: 'empty_plan', detail: null },
    ] as const;
    expect(nextDeploys([...notes])).toEqual([]);
    expect(otherNotes([...notes])).toHaveLength(2);
    expect(nextDeploys(undefined)).toEqual([]);
  });
});
