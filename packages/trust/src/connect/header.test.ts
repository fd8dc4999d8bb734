import { base64urlDecode, base64urlEncode, isModeKeeperError, utf8Decode, utf8Encode } from '@modekeeper/contracts';
import { SAMPLE_IDS } from '@modekeeper/contracts/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verify } from '../sign/ed25519.ts';
import { keyOf } from '../testing/world.ts';
import { createConnectHeader, readConnectHeader, type VerifyConnectInput, verifyConnectHeader } from './header.ts';

const NOW_MS = 1_800_000_000_000;
const { cluster_id } = SAMPLE_IDS;
const claims = { cluster_id, aud: 'control.example', ts_ms: NOW_MS, nonce: 'nonce-of-a-session' };
const [connector, stranger] = [await keyOf(31), await keyOf(32)];
const header = await createConnectHeader(claims, connector);
const good: VerifyConnectInput = {
  header,
  public_key: connector.public_key,
  cluster_id,
  aud: claims.aud,
  now_ms: NOW_MS,
  isNonceUsed: () => false,
};

async function codeOf(part: Partial<VerifyConnectInput>): Promise<string> {
  try {
    await verifyConnectHeader({ ...good, ...part });
  } catch (error) {
    return isModeKeeperError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return 'accepted';
}

describe('the connect header', () => {
  it('is `ModeKeeper <claims>.<signature>`, signed over modekeeper-connect-v1. and the first part', async () => {
    const [, part = '', signature = ''] = /^ModeKeeper ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(header) ?? [];
    expect(JSON.parse(utf8Decode(base64urlDecode(part) ?? new Uint8Array()))).toEqual(claims);
    const signed = utf8Encode(`modekeeper-connect-v1.${part}`);
    expect(await verify(signed, base64urlDecode(signature) ?? new Uint8Array(), connector.public_key)).toBe(true);
  });

  it('opens a session for the enrolled key', async () => {
    expect(await verifyConnectHeader(good)).toEqual(claims);
    expect(readConnectHeader(header).claims).toEqual(claims);
  });

  it.each([
    ['no header', { header: null }, 'connect_header_invalid'],
    ['another scheme', { header: header.replace('ModeKeeper ', 'Bearer ') }, 'connect_header_invalid'],
    ['a third part', { header: `${header}.AAAA` }, 'connect_header_invalid'],
    ['no signature', { header: header.split('.')[0] ?? '' }, 'connect_header_invalid'],
    ['padding', { header: `${header}==` }, 'connect_header_invalid'],
    ['oversize', { header: `ModeKeeper ${'A'.repeat(4000)}.AAAA` }, 'connect_header_invalid'],
    ['claims that are no JSON', { header: `ModeKeeper ${base64urlEncode(utf8Encode('{'))}.AAAA` }, 'connect_header_invalid'],
    [
      'claims that lack a member',
      { header: `ModeKeeper ${base64urlEncode(utf8Encode('{"aud":"x"}'))}.AAAA` },
      'connect_header_invalid',
    ],
    ['the key of another cluster', { public_key: stranger.public_key }, 'signature_invalid'],
    ['another cluster id', { cluster_id: `${cluster_id.slice(0, -1)}1` }, 'connect_header_invalid'],
    ['another audience', { aud: 'evil.example' }, 'connect_header_invalid'],
    ['a nonce seen before', { isNonceUsed: (nonce: string) => nonce === claims.nonce }, 'nonce_used'],
    ['300 s late', { now_ms: NOW_MS + 300_000 }, 'accepted'],
    ['300.001 s late', { now_ms: NOW_MS + 300_001 }, 'clock_skew'],
    ['300.001 s early', { now_ms: NOW_MS - 300_001 }, 'clock_skew'],
  ])('with %s: %#', async (_name, part, code) => {
    expect(await codeOf(part)).toBe(code);
  });

  it('does not ask about the nonce before the signature holds, so that strangers cannot use nonces up', async () => {
    const asked: string[] = [];
    const isNonceUsed = (nonce: string): boolean => asked.push(nonce) < 0;
    expect(await codeOf({ public_key: stranger.public_key, isNonceUsed })).toBe('signature_invalid');
    expect(asked).toEqual([]);
  });

  it('is refused with our own error, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('A', 'z', '.', '_', '-', ' ', '=') }), async (tail) => {
        expect(await codeOf({ header: `ModeKeeper ${tail}` })).toBe('connect_header_invalid');
      }),
    );
  });
});
