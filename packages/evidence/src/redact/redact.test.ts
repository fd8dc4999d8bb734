import type { JsonValue } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactFile } from './redact-file.ts';
import { redactJson } from './redact-json.ts';
import { redactText } from './redact-text.ts';
import { REDACTED } from './rules.ts';

const HEX = 'a0'.repeat(32);
const word = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'QWERTYzxcvbn0123456789'), minLength: min, maxLength: max });
/** Something that must not survive, unlike anything else in a document. */
const secret = word(10, 24).map((text) => `Zq${text}`);
const encoded = word(32, 80).map((text) => `${text}==`);
const quiet = fc.string({ unit: fc.constantFrom(...'abc xyz.,;-'), maxLength: 20 });

const KEYS = [
  'token',
  'Access_Token',
  'refresh_token',
  'PASSWORD',
  'passwd',
  'secret',
  'client_secret',
  'secret_key',
  'api_key',
  'apikey',
];
const MORE_KEYS = ['X-Api-Key', 'authorization', 'Cookie', 'private_key', 'access_key'];
const forms: ((hidden: string) => string)[] = [
  (hidden) => `Bearer ${hidden}`,
  (hidden) => `bearer  ${hidden}.x-y_z`,
  (hidden) => `postgres://user:${hidden}@db.example/x`,
  (hidden) => `redis://:${hidden}@host`,
  (hidden) => `AccountName=a;AccountKey=${hidden}/+==;EndpointSuffix=b`,
  (hidden) => `Server=a;Password=${hidden};x`,
  (hidden) => `${hidden}@mail.example`,
];

describe('redactJson', () => {
  it('lets no value of a secret name through, whatever it is and however deep', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYS, ...MORE_KEYS), secret, fc.constantFrom(0, 1, 2), (key, hidden, shape) => {
        const value = [hidden, { deep: [hidden] }, [hidden]][shape] ?? hidden;
        const { redactions, value: shown } = redactJson({ a: [{ [key]: value }], b: 1 });
        expect(shown).toEqual({ a: [{ [key]: REDACTED }], b: 1 });
        expect(redactions).toBe(1);
      }),
    );
  });

  it('lets no secret form through in any string, in the middle of others, as a member name, or as JSON inside', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), secret, quiet, quiet, (form, hidden, before, after) => {
        const text = `${before} ${form(hidden)} ${after}`;
        const inside = JSON.stringify({ note: text, more: JSON.stringify([text]) });
        const { redactions, value } = redactJson({ text, [text]: 1, list: [text], inside, log: `got ${inside} back` });
        expect(JSON.stringify(value)).not.toContain(hidden);
        expect(redactions).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  it('redacts secret names inside JSON that is inside strings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYS, ...MORE_KEYS), secret, fc.integer({ min: 1, max: 4 }), (key, hidden, levels) => {
        let text = JSON.stringify({ [key]: hidden });
        for (let level = 0; level < levels; level += 1) text = JSON.stringify({ body: text });
        expect(JSON.stringify(redactJson({ text }).value)).not.toContain(hidden);
      }),
    );
  });

  it('takes out what may be key material, but no digest that is called one', () => {
    fc.assert(
      fc.property(encoded, (hidden) => {
        expect(redactJson({ data: hidden, sha256: hidden })).toEqual({
          value: { data: REDACTED, sha256: REDACTED },
          redactions: 2,
        });
      }),
    );
    const digests = { sha256: HEX, plan_sha256: HEX };
    expect(redactJson(digests)).toEqual({ value: digests, redactions: 0 });
    expect(redactJson({ run_id: HEX, mysha256: HEX, sha256: [HEX] }).redactions).toBe(3);
  });

  it('leaves everything else as it is', () => {
    const document = {
      ok: true,
      n: 1.5,
      none: null,
      text: 'token bucket, 3 passwords, a@b',
      path: 'report/eval/eval_latest.json',
      list: ['[1]', '{}'],
    };
    expect(redactJson(document)).toEqual({ value: document, redactions: 0 });
  });

  it('finds nothing more in what it has redacted', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        const once = redactJson(JSON.parse(text) as JsonValue).value;
        expect(redactJson(once).value).toEqual(once);
      }),
    );
  });

  it('takes out what is nested beyond every report', () => {
    const deep = JSON.parse(`${'['.repeat(9_999)}"Bearer abc"${']'.repeat(9_999)}`);
    expect(JSON.stringify(redactJson(deep).value)).not.toContain('abc');
  });
});

describe('redactText', () => {
  it.each([
    ['token=abc', 'token=<REDACTED>'],
    ['MY_TOKEN: abc next', 'MY_TOKEN=<REDACTED> next'],
    ['password = "two words" x', 'password=<REDACTED> x'],
    ['"api-key": "abc"', '"api-key=<REDACTED>'],
    ['Authorization: Basic dXNlcg== x', 'Authorization=<REDACTED>'],
    ['cookie: a=b; c=d\nnext', 'cookie=<REDACTED>\nnext'],
    ['Bearer abc.def', 'Bearer <REDACTED>'],
  ])('%j becomes %j', (text, expected) => {
    expect(redactText(text)).toEqual({ value: expected, redactions: 1 });
  });

  it('lets no listed form through, on any line', () => {
    const pairs = [
      'token=',
      'password: ',
      'passwd=',
      'secret:',
      'api_key = ',
      'apikey=',
      'authorization: Basic ',
      'cookie: a=1; b=',
    ];
    const written = fc.oneof(
      fc.constantFrom(...forms).map((form) => form),
      fc.constantFrom(...pairs).map((pair) => (hidden: string) => `${pair}${hidden}`),
      fc.constantFrom(...KEYS).map((key) => (hidden: string) => `body {"${key}": "${hidden}"}`),
    );
    fc.assert(
      fc.property(written, secret, quiet, quiet, (form, hidden, before, after) => {
        expect(redactText(`${before}\n${before} ${form(hidden)}\n${after}`).value).not.toContain(hidden);
      }),
    );
  });

  it('takes out encoded lines and values, but no digest that is called one', () => {
    const key = 'Ab1+'.repeat(10);
    expect(redactText(`${key}==\nkey: ${key}=\nsha256: ${HEX}\nx.y: z`).value).toBe(
      `${REDACTED}\nkey: ${REDACTED}\nsha256: ${HEX}\nx.y: z`,
    );
  });
});

describe('redactFile', () => {
  it('reads lines of JSON one by one, and what is none as text', () => {
    const lines = ['{"b":1,"token":"x"}', 'token=x', '', '{"a":"fine"}', ''];
    expect(redactFile('explain.jsonl', Buffer.from(lines.join('\n')))).toEqual({
      value: ['{"b":1,"token":"<REDACTED>"}', 'token=<REDACTED>', '', '{"a":"fine"}', ''].join('\n'),
      redactions: 2,
    });
  });

  it('takes a report that is no JSON as text, and bytes that are no text as they come', () => {
    expect(redactFile('eval_latest.json', Buffer.from('{"token": "x"')).value).not.toContain('x');
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('a.json', 'a.jsonl', 'a.md'), (bytes, name) => {
        const noisy = Buffer.concat([bytes, Buffer.from('\nBearer Zq12345\n')]);
        expect(redactFile(name, noisy).value).not.toContain('Zq12345');
      }),
    );
  });
});
