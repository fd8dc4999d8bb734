import { expect, it } from 'vitest';
import { budgetAddress } from './budget-address.ts';

it('counts every address of an IPv6 network as one, however it is written, and IPv4 addresses each', () => {
  const network = '2001:db8:0:7::/64';
  for (const address of ['2001:db8:0:7::1', '2001:0DB8:0000:0007:aaaa:bbbb:cccc:dddd', '2001:db8:0:7:ffff::'])
    expect(budgetAddress(address)).toBe(network);
  expect(budgetAddress('2001:db8:0:8::1')).not.toBe(network);
  expect(budgetAddress('::1')).toBe('0:0:0:0::/64');
  expect(budgetAddress('192.0.2.7')).toBe('192.0.2.7');
  expect(budgetAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(budgetAddress('')).toBe('');
});
