import type { TrustDocumentKind } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLicenseGate } from '../license/gate.ts';
import type { Signer } from '../sign/signer.ts';
import {
  DAY,
  freshener,
  issuer,
  keyOf,
  makeFreshness,
  makeKeyset,
  makeLicense,
  makeList,
  NOW,
  root_1,
  root_2,
  roots,
  stranger,
  text,
} from '../testing/world.ts';
import { EMPTY_TRUST_STATE } from '../trust-state/trust-state.ts';
import { type Consideration, considerTrustDocument, type TrustContext } from './consider.ts';
import { type HeldDocuments, heldFiles, NO_DOCUMENTS, TRUST_DOCUMENT_ORDER } from './held.ts';

const context: TrustContext = {
  roots,
  clocks: { own: NOW, api_server: NOW },
  trust_state: EMPTY_TRUST_STATE,
  bindings: { kube_context: null, cluster_uid: 'uid-of-cluster' },
};
const list = await makeList();
const good: Record<TrustDocumentKind, string> = {
  issuer_keyset: text(await makeKeyset()),
  revocation_list: text(list),
  revocation_freshness: text(await makeFreshness(list)),
  license: text(await makeLicense()),
};
type World = Pick<Consideration, 'held' | 'trust_state'>;

const take = async (world: World, kind: TrustDocumentKind, document: string): Promise<Consideration> =>
  await considerTrustDocument(world.held, { kind, document }, { ...context, trust_state: world.trust_state });

async function takeAll(): Promise<World> {
  let world: World = { held: NO_DOCUMENTS, trust_state: EMPTY_TRUST_STATE };
  for (const kind of TRUST_DOCUMENT_ORDER) {
    const result = await take(world, kind, good[kind]);
    expect(result).toMatchObject({ accepted: true, code: null });
    world = result;
  }
  return world;
}
const all = await takeAll();

describe('trust documents over the socket', () => {
  it('in their order make a whole chain that opens the apply gate', async () => {
    const { gate } = await applyLicenseGate(
      { ...context, ...heldFiles(all.held), trust_state: all.trust_state, require_fresh: true },
      null,
    );
    expect(gate).toMatchObject({ license_ok: true, block_reason: null });
  });

  it('a second time change nothing', async () => {
    for (const kind of TRUST_DOCUMENT_ORDER)
      expect(await take(all, kind, good[kind])).toEqual({ ...all, accepted: false, code: 'not_newer' });
  });

  it.each<[TrustDocumentKind, () => Promise<unknown>]>([
    ['issuer_keyset', async () => await makeKeyset({ version: 4 })],
    ['revocation_list', async () => await makeList({ number: 8 })],
    ['revocation_freshness', async () => await makeFreshness(list, NOW + 1)],
    ['license', async () => await makeLicense({ issued_at: NOW - DAY + 1 })],
  ])('%s: the newer one replaces the one held', async (kind, make) => {
    const document = text(await make());
    const result = await take(all, kind, document);
    expect(result).toMatchObject({ accepted: true, code: null });
    expect(result.held).toEqual({ ...all.held, [kind]: document });
  });

  it.each<[TrustDocumentKind, string, () => Promise<unknown>]>([
    ['issuer_keyset', 'issuer_keyset_rollback', async () => await makeKeyset({ version: 2 })],
    ['issuer_keyset', 'issuer_keyset_rollback', async () => await makeKeyset({ issued_at: NOW })],
    ['issuer_keyset', 'issuer_keyset_threshold_not_met', async () => await makeKeyset({ version: 4 }, [root_1])],
    ['issuer_keyset', 'issuer_keyset_signature_invalid', async () => await makeKeyset({ version: 4 }, [stranger])],
    ['issuer_keyset', 'issuer_keyset_expired', async () => await makeKeyset({ version: 4, not_after: NOW })],
    ['revocation_list', 'revocation_list_rollback', async () => await makeList({ number: 6 })],
    ['revocation_list', 'revocation_list_invalid', async () => await makeList({ number: 8 }, [root_1])],
    ['revocation_list', 'revocation_list_invalid', async () => 'text'],
    ['revocation_freshness', 'not_newer', async () => await makeFreshness(list, NOW - 1)],
    ['revocation_freshness', 'key_purpose_mismatch', async () => await makeFreshness(list, NOW + 1, issuer)],
    [
      'revocation_freshness',
      'revocation_freshness_signature_invalid',
      async () => await makeFreshness(list, NOW + 1, { ...stranger, kid: freshener.kid }),
    ],
    ['license', 'not_newer', async () => await makeLicense({ issued_at: NOW - DAY - 1 })],
    ['license', 'license_signature_invalid', async () => ({ ...(await makeLicense({ issued_at: NOW - 5 })), org: 'x' })],
    ['license', 'key_purpose_mismatch', async () => await makeLicense({ issued_at: NOW - 5 }, freshener)],
    ['license', 'license_expired', async () => await makeLicense({ issued_at: NOW - 5, expires_at: NOW - 1 })],
  ])('%s is refused with %s and displaces nothing (%#)', async (kind, code, make) => {
    const result = await take(all, kind, text(await make()));
    expect(result).toMatchObject({ accepted: false, code });
    expect(result.held).toEqual(all.held);
  });

  it('that need a keyset wait for one', async () => {
    const empty: World = { held: NO_DOCUMENTS, trust_state: EMPTY_TRUST_STATE };
    for (const kind of ['revocation_list', 'revocation_freshness', 'license'] as const) {
      expect(await take(empty, kind, good[kind]), kind).toMatchObject({ accepted: false, code: 'issuer_keyset_missing' });
    }
  });

  it('a genuine but expired licence is held while there is none, so that the gate names the cause', async () => {
    const bare: World = { ...all, held: { ...all.held, license: null } };
    const expired = await take(bare, 'license', text(await makeLicense({ expires_at: NOW })));
    expect(expired.accepted).toBe(true);
    const { gate } = await applyLicenseGate(
      { ...context, ...heldFiles(expired.held), trust_state: expired.trust_state, require_fresh: true },
      null,
    );
    expect(gate.block_reason).toBe('license_expired');
    expect(await take(expired, 'license', good.license)).toMatchObject({ accepted: true });
  });

  it('of any content by anybody without the keys leave the held ones as they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TRUST_DOCUMENT_ORDER),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        async (kind, junk, part) => {
          for (const document of [junk, { ...JSON.parse(good[kind]), ...part, number: 99, version: 99, issued_at: NOW }]) {
            const result = await take(all, kind, text(document));
            expect({ held: result.held, trust_state: result.trust_state }).toEqual({
              held: all.held,
              trust_state: all.trust_state,
            });
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a trust state that remembers three roots', () => {
  const remembers: World = { ...all, trust_state: { ...EMPTY_TRUST_STATE, keyset_threshold: 3 } };

  it('takes no list that two of them signed, and goes by no keyset that two of them signed', async () => {
    const bare: World = { ...remembers, held: { ...all.held, revocation_list: null, revocation_freshness: null } };
    for (const [kind, newer] of [
      ['revocation_list', await makeList({ number: 8 })],
      ['revocation_freshness', await makeFreshness(list, NOW + 1)],
      ['license', await makeLicense({ issued_at: NOW - DAY + 1 })],
    ] as const) {
      expect(await take(bare, kind, text(newer)), kind).toMatchObject({ accepted: false });
    }
  });

  it('asks three for a list, whatever a keyset that three signed says', async () => {
    const root_3 = await keyOf(7, 'root-3');
    const three = [root_1, root_2, root_3];
    const held = { ...NO_DOCUMENTS, issuer_keyset: text(await makeKeyset({}, three)) };
    const wide = { ...context, ...remembers, roots: new Map([...roots, [root_3.kid, root_3.public_key]]) };
    const taken = async (signers: readonly Signer[]) => {
      const document = text(await makeList({}, signers));
      return (await considerTrustDocument(held, { kind: 'revocation_list', document }, wide)).code;
    };
    expect(await taken(three.slice(0, 2))).toBe('revocation_list_invalid');
    expect(await taken(three)).toBeNull();
  });
});

describe('with clocks that differ or a trust state that is lost', () => {
  it('no list, freshness statement or licence is taken in while the clocks differ', async () => {
    const clocks = { own: NOW, api_server: NOW + 301 };
    for (const [kind, newer] of [
      ['revocation_list', await makeList({ number: 8 })],
      ['revocation_freshness', await makeFreshness(list, NOW + 1)],
      ['license', await makeLicense({ issued_at: NOW - DAY + 1 })],
    ] as const) {
      const result = await considerTrustDocument(all.held, { kind, document: text(newer) }, { ...context, clocks });
      expect(result, kind).toMatchObject({ accepted: false, code: 'clock_untrusted', held: all.held });
    }
  });

  it('no keyset is taken in', async () => {
    for (const part of [{ clocks: { own: NOW, api_server: NOW + 301 } }, { trust_state: null }]) {
      const held: HeldDocuments = all.held;
      const result = await considerTrustDocument(
        held,
        { kind: 'issuer_keyset', document: text(await makeKeyset({ version: 4 })) },
        { ...context, ...part },
      );
      expect(result).toMatchObject({ accepted: false, held });
    }
  });
});
