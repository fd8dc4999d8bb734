import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyLicenseChain } from '../license/verify.ts';
import { MISSING, presentFile, signedSha256 } from '../signed-json/inline.ts';
import {
  DAY,
  file,
  goodInput,
  keysetBody,
  listBody,
  makeFreshness,
  makeKeyset,
  makeLicense,
  makeList,
  NOW,
  root_1,
  root_2,
} from '../testing/world.ts';
import { timeRange } from './clocks.ts';
import { EMPTY_TRUST_STATE, isBelowFloor, raiseFloor, readTrustState, rememberKeyset, rememberList } from './trust-state.ts';

describe('clocks', () => {
  it('give a range up to 300 s apart, and nothing beyond', () => {
    expect(timeRange({ own: 100, api_server: 400 })).toEqual({ earliest: 100, latest: 400 });
    expect(timeRange({ own: 400, api_server: 100 })).toEqual({ earliest: 100, latest: 400 });
    expect(timeRange({ own: 100, api_server: 401 })).toBeNull();
    expect(timeRange({ own: 100, api_server: null })).toEqual({ earliest: 100, latest: 100 });
  });
});

describe('trust_state.json', () => {
  it('absent is a fresh start; unreadable is not', () => {
    expect(readTrustState(MISSING)).toEqual(EMPTY_TRUST_STATE);
    expect(readTrustState({ kind: 'unreadable' })).toBeNull();
    for (const content of ['', '{}', '[]', '{"a":1,"a":1}', JSON.stringify({ ...EMPTY_TRUST_STATE, crl_number: 1.5 })]) {
      expect(readTrustState(presentFile(content)), content).toBeNull();
    }
  });

  it('survives being written and read', () => {
    const state = { ...EMPTY_TRUST_STATE, keyset_version: 3, keyset_sha256: 'a'.repeat(64), last_seen_time: NOW };
    expect(readTrustState(presentFile(JSON.stringify(state)))).toEqual(state);
  });
});

describe('whatever is accepted', () => {
  const time = fc.integer({ min: 0, max: 4_000_000_000 });
  const range = fc.tuple(time, fc.nat(300)).map(([earliest, more]) => ({ earliest, latest: earliest + more }));

  it('never lowers a value, and never moves the floor past the earlier clock + 300 s', () => {
    const step = fc.record({ issued_at: time, range, version: fc.nat(9), threshold: fc.nat(4), number: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        let state = EMPTY_TRUST_STATE;
        for (const { issued_at, range: at, version, threshold, number } of steps) {
          const next = rememberList(
            rememberKeyset(raiseFloor(state, issued_at, at), { version, sha256: 'a'.repeat(64), threshold }),
            number,
          );
          for (const key of ['keyset_version', 'keyset_threshold', 'crl_number', 'last_seen_time'] as const) {
            expect(next[key]).toBeGreaterThanOrEqual(state[key]);
          }
          if (next.last_seen_time > state.last_seen_time) expect(next.last_seen_time).toBeLessThanOrEqual(at.earliest + 300);
          state = next;
        }
      }),
    );
  });

  it('cannot lock out the clocks that it was accepted by', () => {
    fc.assert(
      fc.property(time, range, (issued_at, at) => {
        expect(isBelowFloor(raiseFloor(EMPTY_TRUST_STATE, issued_at, at), at)).toBe(false);
      }),
    );
  });
});

describe('what a verification leaves behind', () => {
  const stateAfter = async (part: object = {}) => (await verifyLicenseChain(await goodInput(part))).trust_state;

  it('is version, digest, threshold, list number and the newest signed time', async () => {
    expect(await stateAfter()).toEqual({
      schema_version: 'trust_state.v0',
      keyset_version: 3,
      keyset_sha256: signedSha256(await makeKeyset()),
      keyset_threshold: 2,
      crl_number: 7,
      last_seen_time: listBody.issued_at,
    });
  });

  it('lets the same documents pass again, and not the ones before them', async () => {
    const trust_state = await stateAfter();
    const code = async (part: object) =>
      (await verifyLicenseChain(await goodInput({ trust_state, ...part }))).report.failure_code;
    expect(await code({})).toBeNull();
    expect(await code({ keyset: file(await makeKeyset({ version: 2 })) })).toBe('issuer_keyset_rollback');
    expect(await code({ keyset: file(await makeKeyset({ not_after: keysetBody.not_after + 1 })) })).toBe(
      'issuer_keyset_rollback',
    );
    expect(await code({ keyset: file(await makeKeyset({ version: 4 })) })).toBeNull();
    expect(await code({ revocation_list: file(await makeList({ number: 6 })) })).toBe('revocation_list_rollback');
    expect(await code({ keyset: file(await makeKeyset({ version: 4, threshold: 1 }, [root_1])) })).toBe(
      'issuer_keyset_threshold_not_met',
    );
  });

  it('moves by root- and issuer-signed documents only: a freshness statement does not move the floor', async () => {
    const list = await makeList({ issued_at: NOW - 5 * DAY });
    const state = await stateAfter({ revocation_list: file(list), freshness: file(await makeFreshness(list, NOW + 200)) });
    expect(state?.last_seen_time).toBe(NOW - DAY);
  });

  it('is what was accepted, also when a later check fails', async () => {
    const state = await stateAfter({ license: file(await makeLicense({ expires_at: NOW + 5 })) });
    expect(state).toMatchObject({ keyset_version: 3, crl_number: 0, last_seen_time: keysetBody.issued_at });
  });

  it('is unchanged when nothing was accepted', async () => {
    const before = { ...EMPTY_TRUST_STATE, last_seen_time: 5 };
    expect(await stateAfter({ trust_state: before, keyset: presentFile('{') })).toEqual(before);
    expect(await stateAfter({ trust_state: before, keyset: file(await makeKeyset({ not_after: NOW - 1 })) })).toEqual(before);
    expect(await stateAfter({ trust_state: null })).toBeNull();
  });

  it('a list from the far future moves the floor to the earlier clock + 300 s at most', async () => {
    const list = await makeList({ issued_at: NOW + 1000 * DAY, next_update: NOW + 2000 * DAY }, [root_1, root_2]);
    const state = await stateAfter({ revocation_list: file(list), clocks: { own: NOW, api_server: NOW + 50 } });
    expect(state?.last_seen_time).toBe(NOW + 300);
  });
});
