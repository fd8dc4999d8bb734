import { describe, expect, it } from 'vitest';
import { finiteOf, intOf, millisecondsOf, numberOf } from './number.ts';

describe('numeric text', () => {
  it.each([
    [' 1.5 ', 1.5],
    ['+1', 1],
    ['1_000', 1000],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    [true, 1],
    [false, 0],
    [7n, 7],
  ])('reads %s', (value, number) => {
    expect(numberOf(value)).toBe(number);
  });

  it.each(['', ' ', '0x10', '1__0', '_1', '1_', '1,5', 'one', '.', null, [], {}])('refuses %s', (value) => {
    expect(numberOf(value)).toBeNull();
  });

  it.each(['nan', 'NaN', 'inf', '-Infinity', '1e999'])('does not take %s for a finite number', (value) => {
    expect(numberOf(value)).not.toBeNull();
    expect(finiteOf(value)).toBeNull();
  });

  it('decides on the token whether a number is an integer', () => {
    expect(intOf(5n)).toBe(5);
    expect(intOf(5)).toBeNull();
    expect(intOf('5')).toBe(5);
    expect(intOf('5.0')).toBeNull();
    expect(intOf('9007199254740993')).toBeNull();
  });

  it('takes milliseconds with or without their unit', () => {
    expect(millisecondsOf('12.5 ms')).toBe(12.5);
    expect(millisecondsOf('12MS')).toBe(12);
    expect(millisecondsOf('12s')).toBeNull();
  });
});
