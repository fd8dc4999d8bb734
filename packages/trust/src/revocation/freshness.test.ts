import type { RevocationFreshness, RevocationList } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { keysetEntry } from '../keyset/issue.ts';
import { verifyLicenseChain } from '../license/verify.ts';
import { MISSING, presentFile, type TrustFile } from '../signed-json/inline.ts';
import {
  auditor,
  DAY,
  file,
  freshener,
  goodInput,
  issuer,
  keysetBody,
  makeFreshness,
  makeKeyset,
  makeLicense,
  makeList,
  NOW,
  stranger,
} from '../testing/world.ts';
import { issueFreshness } from './issue.ts';

const old_list = await makeList({ issued_at: NOW - 40 * DAY });

/** Outcome for a licence of a class, with a list that is 40 days old and a statement about it. */
async function outcome(statement: TrustFile, part: { freshness_class?: string; list?: RevocationList; keyset?: TrustFile } = {}) {
  const license = file(await makeLicense(part.freshness_class === undefined ? {} : { freshness_class: part.freshness_class }));
  const base = { license, revocation_list: file(part.list ?? old_list), freshness: statement };
  const input = await goodInput(part.keyset === undefined ? base : { ...base, keyset: part.keyset });
  const { report, freshness_fault } = await verifyLicenseChain({ ...input, clocks: { own: NOW, api_server: NOW } });
  return { code: report.failure_code, fault: freshness_fault };
}
const statement = async (issued_at: number, list = old_list): Promise<TrustFile> => file(await makeFreshness(list, issued_at));
const long = async (issued_at: number): Promise<TrustFile> =>
  file(await issueFreshness({ list: old_list, issued_at, valid_until: NOW + DAY }, freshener));

describe('revocation data is fresh enough', () => {
  it.each([
    [undefined, DAY],
    ['connected', DAY],
    ['intermittent', 7 * DAY],
    ['air_gapped', 30 * DAY],
  ])('for class %s up to %i s, and no second longer', async (freshness_class, limit_s) => {
    const part = freshness_class === undefined ? {} : { freshness_class };
    expect(await outcome(await long(NOW - limit_s), part)).toEqual({ code: null, fault: null });
    expect(await outcome(await long(NOW - limit_s - 1), part)).toEqual({ code: 'revocation_freshness_stale', fault: null });
  });

  it('by the list itself, when that is new', async () => {
    const list = await makeList({ issued_at: NOW - DAY });
    expect((await outcome(MISSING, { list })).code).toBeNull();
    expect((await outcome(MISSING, { list: await makeList({ issued_at: NOW - DAY - 1 }) })).code).toBe(
      'revocation_freshness_stale',
    );
  });
});

describe('a freshness statement does not count', () => {
  const altered = async (part: Partial<RevocationFreshness>) => file({ ...(await makeFreshness(old_list)), ...part });
  const key = (part: object) =>
    makeKeyset({ keys: { ...keysetBody.keys, [freshener.kid]: { ...keysetBody.keys[freshener.kid], ...part } } });

  it.each<[string, () => Promise<TrustFile>, string | null]>([
    ['about another list', async () => await statement(NOW, await makeList({ number: 8 })), null],
    [
      'about other content of the same number',
      async () => await statement(NOW, await makeList({ issued_at: NOW - 41 * DAY })),
      null,
    ],
    ['that is no JSON', async () => presentFile('{'), 'revocation_freshness_invalid'],
    ['that cannot be read', async () => ({ kind: 'unreadable' }), 'revocation_freshness_invalid'],
    ['that was altered', async () => await altered({ issued_at: NOW - 1 }), 'revocation_freshness_signature_invalid'],
    ['with a fraction', async () => await altered({ valid_until: NOW + 0.5 }), 'revocation_freshness_invalid'],
    [
      'of an unknown key',
      async () => file(await makeFreshness(old_list, NOW, { ...stranger, kid: 'fresh-9' })),
      'revocation_freshness_unknown_kid',
    ],
    ['of a licence key', async () => file(await makeFreshness(old_list, NOW, issuer)), 'key_purpose_mismatch'],
    ['of an audit key', async () => file(await makeFreshness(old_list, NOW, auditor)), 'key_purpose_mismatch'],
    [
      'from the future, with which a stolen key could vouch for years',
      async () => await statement(NOW + 301),
      'revocation_freshness_expired',
    ],
    ['that is no longer valid', async () => await statement(NOW - DAY), 'revocation_freshness_expired'],
  ])('%s', async (_name, make, fault) => {
    expect(await outcome(await make())).toEqual({ code: 'revocation_freshness_stale', fault });
  });

  it.each([
    ['revoked in the keyset', { revoked_at: NOW - 1 }, 'freshness_key_revoked'],
    ['expired', { not_after: NOW }, 'freshness_key_expired'],
    ['without the purpose', { purposes: [] }, 'key_purpose_mismatch'],
  ])('of a key that is %s', async (_name, part, fault) => {
    expect(await outcome(await statement(NOW), { keyset: file(await key(part)) })).toEqual({
      code: 'revocation_freshness_stale',
      fault,
    });
  });

  it('of a key on the revocation list', async () => {
    const list = await makeList({ issued_at: NOW - 40 * DAY, revoked_kids: [freshener.kid] });
    expect(await outcome(await statement(NOW, list), { list })).toEqual({
      code: 'revocation_freshness_stale',
      fault: 'freshness_key_revoked',
    });
  });
});

describe('a freshness key', () => {
  it('cannot un-revoke: an older list stays refused, however fresh it is said to be', async () => {
    const trust_state = (await verifyLicenseChain(await goodInput())).trust_state;
    const older = await makeList({ number: 6 });
    const input = await goodInput({ trust_state, revocation_list: file(older), freshness: file(await makeFreshness(older)) });
    expect((await verifyLicenseChain(input)).report.failure_code).toBe('revocation_list_rollback');
  });

  it('needs its purpose in the keyset; entries without purposes are for licences only', async () => {
    const { [freshener.kid]: _kept_out, ...others } = keysetBody.keys;
    const bare = { ...others, [freshener.kid]: keysetEntry(freshener.public_key, { not_before: 0, not_after: NOW + DAY }) };
    expect(await outcome(await statement(NOW), { keyset: file(await makeKeyset({ keys: bare })) })).toMatchObject({
      fault: 'key_purpose_mismatch',
    });
  });
});
