import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';

const status = (code: number, body: object, headers = {}) => classify({ status: code, headers, body: JSON.stringify(body) });

describe('classify', () => {
  it.each([
    [400, 'invalid'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [410, 'invalid'],
    [413, 'invalid'],
    [415, 'invalid'],
    [422, 'invalid'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [502, 'server_error'],
    [503, 'server_error'],
    [504, 'timeout'],
    [302, 'server_error'],
  ])('names status %i %s', (code, kind) => {
    expect(status(code, { kind: 'Status', reason: 'R', message: 'm' })).toMatchObject({
      kind,
      status: code,
      reason: 'R',
      message: 'm',
      sent: true,
    });
  });

  it('carries the clock of the server', () => {
    expect(status(200, { a: 1 }, { date: 'Fri, 02 Jan 2026 03:04:05 GMT' })).toEqual({
      kind: 'ok',
      value: { a: 1 },
      status: 200,
      date_ms: Date.UTC(2026, 0, 2, 3, 4, 5),
    });
    expect(status(404, {}, { date: 'Fri, 02 Jan 2026 03:04:05 GMT' })).toHaveProperty('date_ms');
    expect(status(404, {}, { date: 'yesterday' })).not.toHaveProperty('date_ms');
  });

  it('tells how long to wait when throttled, from the header or from the body', () => {
    expect(status(429, {}, { 'retry-after': '3' })).toMatchObject({ kind: 'rate_limited', retry_after_ms: 3000 });
    expect(status(429, { details: { retryAfterSeconds: 2 } })).toMatchObject({ retry_after_ms: 2000 });
    expect(status(429, {})).not.toHaveProperty('retry_after_ms');
  });

  it('does not take an answer that is not JSON for a success', () => {
    expect(classify({ status: 200, headers: {}, body: '<html>' })).toMatchObject({
      kind: 'server_error',
      reason: 'BadBody',
      sent: true,
    });
  });

  it('survives an error page of a proxy', () => {
    expect(classify({ status: 502, headers: {}, body: '<html>' })).toMatchObject({ kind: 'server_error', reason: 'Http502' });
    expect(status(422, { reason: 7, message: [], details: 'x' })).toMatchObject({ kind: 'invalid', reason: 'Http422' });
  });

  it('tells a denial by a policy from a schema error', () => {
    const message = `deployments.apps "x" is forbidden: ValidatingAdmissionPolicy 'guard' with binding 'guard-b' denied request: kill switch`;
    expect(status(422, { reason: 'Invalid', message })).toMatchObject({
      kind: 'invalid',
      denial: { policy: 'guard', binding: 'guard-b', message: 'kill switch' },
    });
    expect(status(422, { reason: 'Invalid', message: 'unknown field "spec.x"' })).not.toHaveProperty('denial');
  });

  it('does not believe a webhook that quotes a denial', () => {
    const message = `admission webhook "w.example.com" denied the request: ValidatingAdmissionPolicy 'guard' with binding 'b' denied request: x`;
    expect(status(422, { message })).not.toHaveProperty('denial');
  });

  it('leaves out the object that a strict field error quotes, environment values and all, and keeps the reason', () => {
    const object = JSON.stringify(JSON.stringify({ spec: { env: [{ name: 'TOKEN', value: 'sesame' }], more: 'x'.repeat(200) } }));
    const message = ` "" is invalid: patch: Invalid value: ${object}: strict decoding error: unknown field "spec.replicaz"`;
    const outcome = status(422, {
      reason: 'Invalid',
      message,
      details: { causes: [{ message: message.slice(23), field: 'patch' }] },
    });
    expect(JSON.stringify(outcome)).not.toContain('sesame');
    expect(outcome).toMatchObject({
      message: ' "" is invalid: patch: Invalid value: (left out): strict decoding error: unknown field "spec.replicaz"',
    });
  });

  it('keeps no more than 500 characters of what the server says', () => {
    const outcome = status(422, { message: 'y'.repeat(10_000) });
    expect('message' in outcome && outcome.message.length).toBe(500);
  });
});
