import { describe, expect, it } from 'vitest';
import { changeAddress, installChoice, parseAddress } from './address.ts';

const CLUSTER = 'cl_01M8AX1BJN8CEKJFS06XKRYZNV';
const whole = {
  mode: 'verify',
  namespace: 'modekeeper',
  release: 'modekeeper',
  target_namespace: 'train',
  target: 'llm.trainer',
  container: 'main',
};

describe('the address of the guide', () => {
  it('keeps what the guide put there', () => {
    expect(parseAddress({ cluster: CLUSTER, ...whole, step: 'target' })).toEqual({ cluster: CLUSTER, ...whole, step: 'target' });
  });
  it('reads nothing else out of it: no foreign keys, no token, no broken values', () => {
    const search = { cluster: '../cl', token: 'mkt_secret', mode: 'root', namespace: 'a b', target: 7, step: 'nowhere' };
    expect(parseAddress(search)).toEqual({});
  });
});

describe('a change of the address', () => {
  it('takes out what becomes undefined, and closes a step that was looked at again', () => {
    expect(changeAddress({ cluster: CLUSTER, step: 'target' }, { mode: 'observe' })).toEqual({
      cluster: CLUSTER,
      mode: 'observe',
    });
    expect(changeAddress({ cluster: CLUSTER }, { cluster: undefined, step: 'passport' })).toEqual({ step: 'passport' });
  });
});

describe('the choice that files are made from', () => {
  it('is there only when nothing is missing', () => {
    expect(installChoice(parseAddress(whole))).toEqual(whole);
    for (const key of Object.keys(whole)) expect(installChoice(parseAddress({ ...whole, [key]: undefined }))).toBeNull();
  });
});
