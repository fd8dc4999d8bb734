import type { Approval, ApprovalLevel, Resolution } from '@modekeeper/contracts';
import { SAMPLE_NOW_S, sampleApproval, sampleResolution } from '@modekeeper/contracts/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelope } from '../dsse/create.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { keyidOf } from '../sign/public-key.ts';
import type { Signer } from '../sign/signer.ts';
import { keyOf } from '../testing/world.ts';
import { type ApprovalsInput, verifyApprovals } from './verify-approvals.ts';
import { verifyResolutions } from './verify-resolutions.ts';

const NOW = SAMPLE_NOW_S + 120;
const [control_plane, alice, bob, carol, stranger] = [
  await keyOf(41, 'approval-1'),
  await keyOf(42),
  await keyOf(43),
  await keyOf(44),
  await keyOf(45),
];
const people = [alice, bob, carol];
const keys = (signers: readonly Signer[], purpose: 'approval' | 'approver') =>
  createKeyring(signers.map(({ kid, public_key }) => ({ kid, public_key, purposes: [purpose] })));

const input: Omit<ApprovalsInput, 'envelopes' | 'level'> = {
  threshold: 2,
  plan_digest: sampleApproval.plan_digest,
  effect_digest: sampleApproval.effect_digest,
  approval_keys: keys([control_plane], 'approval'),
  approver_keys: keys(people, 'approver'),
  author_key_id: `sha256:${'a'.repeat(64)}`,
  now: NOW,
  used_nonces: new Map(),
};
const approve = (signer: Signer, level: ApprovalLevel, part: Partial<Approval> = {}) =>
  createEnvelope(
    'approval',
    { ...sampleApproval, level, approver: { id: 'someone', key_id: signer.kid }, nonce: `nonce-of-${signer.kid}`, ...part },
    [signer],
  );
const judge = async (
  level: ApprovalLevel,
  approvals: readonly Promise<ApprovalsInput['envelopes'][number]>[],
  part: Partial<ApprovalsInput> = {},
) => {
  const result = await verifyApprovals({ ...input, level, envelopes: await Promise.all(approvals), ...part });
  return result.ok ? 'ok' : result.reason;
};

describe('what each level demands', () => {
  const L0 = () => approve(control_plane, 'L0');

  it('L0: the control plane', async () => {
    expect(await judge('L0', [L0()])).toBe('ok');
    expect(await judge('L0', [])).toBe('approval_required');
    expect(await judge('L0', [approve(stranger, 'L0')])).toBe('approval_invalid');
  });

  it('one key pinned both as the control plane’s and as a person’s is no person', async () => {
    const both = { approver_keys: keys([{ ...control_plane, kid: 'a-persons-name' }, alice], 'approver') };
    const twice = [L0(), approve({ ...control_plane, kid: 'a-persons-name' }, 'L1')];
    expect(await judge('L1', twice, both)).toBe('key_purpose_mismatch');
    expect(await judge('L1', [L0(), approve(alice, 'L1')], both)).toBe('ok');
  });

  it('L1: the control plane and one pinned approver; the cloud alone is not enough', async () => {
    expect(await judge('L1', [L0()])).toBe('approval_threshold_not_met');
    expect(await judge('L1', [approve(alice, 'L1')])).toBe('approval_threshold_not_met');
    expect(await judge('L1', [L0(), approve(alice, 'L1')])).toBe('ok');
    expect(await judge('L1', [L0(), approve(stranger, 'L1')])).toBe('approval_invalid');
  });

  it('L2: m different pinned approvers; the control plane does not count', async () => {
    expect(await judge('L2', [approve(alice, 'L2'), approve(bob, 'L2')])).toBe('ok');
    expect(await judge('L2', [L0(), approve(alice, 'L2')])).toBe('approval_threshold_not_met');
    expect(await judge('L2', [approve(alice, 'L2'), approve(alice, 'L2', { nonce: 'another-nonce-of-hers' })])).toBe(
      'approval_threshold_not_met',
    );
    expect(
      await judge(
        'L2',
        people.map((person) => approve(person, 'L2')),
        { threshold: 3 },
      ),
    ).toBe('ok');
    expect(
      await judge(
        'L2',
        people.map((person) => approve(person, 'L2')),
        { threshold: 4 },
      ),
    ).toBe('approval_threshold_not_met');
  });

  it('L2 counts exactly the different people, whoever signs how often', async () => {
    const envelopes = await Promise.all(people.map((person) => approve(person, 'L2')));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { maxLength: 5 }), fc.integer({ min: 1, max: 4 }), async (chosen, threshold) => {
        const list = chosen.flatMap((index) => envelopes[index] ?? []);
        const result = await verifyApprovals({ ...input, level: 'L2', threshold, envelopes: list });
        expect(result.ok).toBe(new Set(chosen).size >= threshold);
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('a threshold of %s opens nothing', async (threshold) => {
    expect(await judge('L2', [approve(alice, 'L2'), approve(bob, 'L2')], { threshold })).not.toBe('ok');
    expect(await judge('L2', [], { threshold })).not.toBe('ok');
  });

  it('an approval given under another level does not count', async () => {
    expect(await judge('L2', [approve(alice, 'L1'), approve(bob, 'L1')])).toBe('approval_invalid');
    expect(await judge('L0', [approve(control_plane, 'L2')])).toBe('approval_invalid');
    expect(await judge('L1', [L0(), approve(alice, 'L0')])).toBe('approval_invalid');
  });

  it('names what counted, for the journal', async () => {
    const result = await verifyApprovals({ ...input, level: 'L0', envelopes: [await L0()] });
    expect(result).toMatchObject({ ok: true, counted: [{ key_id: 'approval-1', nonce: 'nonce-of-approval-1' }] });
  });
});

describe('an approval does not count', () => {
  it.each<[string, Partial<Approval>, string]>([
    ['for another plan', { plan_digest: 'f'.repeat(64) }, 'approval_mismatch'],
    ['for another effect', { effect_digest: 'f'.repeat(64) }, 'effect_changed'],
    ['in another one’s name', { approver: { id: 'x', key_id: 'approval-2' } }, 'approval_invalid'],
    ['at the second it expires', { expires_at: NOW }, 'approval_expired'],
    ['when it lives longer than 24 h', { issued_at: NOW, expires_at: NOW + 86_401 }, 'approval_invalid'],
    ['when it ends before it begins', { issued_at: NOW, expires_at: NOW }, 'approval_invalid'],
    ['when it comes from the future', { issued_at: NOW + 301, expires_at: NOW + 400 }, 'approval_invalid'],
    ['when it is a rejection', { decision: 'reject' }, 'rejected_by_person'],
  ])('%s', async (_name, part, reason) => {
    expect(await judge('L0', [approve(control_plane, 'L0', part)])).toBe(reason);
  });

  it('in its last valid second it does, and with a clock 300 s ahead', async () => {
    expect(await judge('L0', [approve(control_plane, 'L0', { expires_at: NOW + 1 })])).toBe('ok');
    expect(await judge('L0', [approve(control_plane, 'L0', { issued_at: NOW + 300, expires_at: NOW + 86_700 })])).toBe('ok');
  });

  it('when the key is the plan’s author', async () => {
    expect(await judge('L0', [approve(control_plane, 'L0')], { author_key_id: keyidOf(control_plane.public_key) })).toBe(
      'approval_by_author',
    );
    expect(await judge('L2', [approve(alice, 'L2'), approve(bob, 'L2')], { author_key_id: keyidOf(alice.public_key) })).toBe(
      'approval_by_author',
    );
  });

  it('twice: not for a second plan; the same plan may go on with it', async () => {
    const nonce = 'nonce-of-approval-1';
    expect(await judge('L0', [approve(control_plane, 'L0')], { used_nonces: new Map([[nonce, 'f'.repeat(64)]]) })).toBe(
      'approval_used',
    );
    expect(await judge('L0', [approve(control_plane, 'L0')], { used_nonces: new Map([[nonce, input.plan_digest]]) })).toBe('ok');
  });

  it('when the key is pinned for another purpose', async () => {
    const wrong = createKeyring([{ kid: control_plane.kid, public_key: control_plane.public_key, purposes: ['license'] }]);
    expect(await judge('L0', [approve(control_plane, 'L0')], { approval_keys: wrong })).toBe('key_purpose_mismatch');
  });

  it('when two signed one document, which would be one’s word under the other’s name', async () => {
    const both = createEnvelope('approval', { ...sampleApproval, level: 'L2', approver: { id: 'x', key_id: alice.kid } }, [
      alice,
      bob,
    ]);
    expect(await judge('L2', [both])).toBe('approval_invalid');
  });

  it('when its payload was changed after signing', async () => {
    const envelope = await approve(control_plane, 'L0');
    const payload = Buffer.from(Buffer.from(envelope.payload, 'base64').toString().replace('"L0"', '"L2"')).toString('base64');
    expect(await judge('L0', [Promise.resolve({ ...envelope, payload })])).toBe('approval_invalid');
  });
});

describe('a rejection by a pinned person', () => {
  it('stops the plan whatever else was approved', async () => {
    const no = approve(carol, 'L2', { decision: 'reject' });
    expect(await judge('L2', [approve(alice, 'L2'), approve(bob, 'L2'), no])).toBe('rejected_by_person');
    expect(await judge('L2', [approve(alice, 'L2'), approve(bob, 'L2'), approve(stranger, 'L2', { decision: 'reject' })])).toBe(
      'ok',
    );
  });
});

describe('resolutions', () => {
  const resolve = (signer: Signer, part: Partial<Resolution> = {}) =>
    createEnvelope(
      'resolution',
      { ...sampleResolution, person: { id: 'x', key_id: signer.kid }, nonce: `nonce-of-${signer.kid}`, ...part },
      [signer],
    );
  const settle = async (
    level: ApprovalLevel,
    resolutions: readonly ReturnType<typeof resolve>[],
    part: Partial<ApprovalsInput> = {},
  ) => await verifyResolutions({ ...input, level, envelopes: await Promise.all(resolutions), ...part });

  it('settle a plan at the cluster’s level, with the terminal state they name', async () => {
    expect(await settle('L0', [resolve(control_plane)])).toMatchObject({ ok: true, terminal: 'rolled_back' });
    expect(await settle('L1', [resolve(control_plane)])).toMatchObject({ ok: false, reason: 'approval_threshold_not_met' });
    expect(await settle('L2', [resolve(alice), resolve(bob)])).toMatchObject({ ok: true, terminal: 'rolled_back' });
  });

  it('settle nothing when they disagree', async () => {
    expect(await settle('L2', [resolve(alice), resolve(bob, { terminal: 'confirmed' })])).toEqual({
      ok: false,
      reason: 'approval_mismatch',
    });
  });

  it.each<[string, Partial<Resolution>, string]>([
    ['for another plan', { plan_digest: 'f'.repeat(64) }, 'approval_mismatch'],
    ['in another one’s name', { person: { id: 'x', key_id: 'y' } }, 'approval_invalid'],
    ['24 h after they were given', { issued_at: NOW - 86_400 }, 'approval_expired'],
    ['from the future', { issued_at: NOW + 301 }, 'approval_invalid'],
  ])('do not count %s', async (_name, part, reason) => {
    expect(await settle('L0', [resolve(control_plane, part)])).toEqual({ ok: false, reason });
  });

  it('do not count twice, and an approval is no resolution', async () => {
    const used_nonces = new Map([['nonce-of-approval-1', 'f'.repeat(64)]]);
    expect(await settle('L0', [resolve(control_plane)], { used_nonces })).toEqual({ ok: false, reason: 'approval_used' });
    expect(await settle('L0', [approve(control_plane, 'L0')])).toEqual({ ok: false, reason: 'approval_invalid' });
  });
});
