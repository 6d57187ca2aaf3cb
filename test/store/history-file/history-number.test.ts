import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberReader } from '../../../src/store/history-file/history-number.ts';

const read = (cell: string, allowNegative = false): number => numberReader(allowNegative).read(cell, 5);

test.each([
  ['12', 12],
  ['+12', 12],
  ['0', 0],
  ['12.5', 12.5],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['1.5E-2', 0.015],
  ['12,5', 12.5],
  ['0,125', 0.125],
  ['1234,567', 1234.567],
  ['12,3456', 12.3456],
])('%s is %d', (cell, value) => {
  expect(read(cell)).toBe(value);
});

test.each(['', 'NA', 'n/a', 'NaN', 'null', 'NULL'])('A.6: %j is missing, and not zero', (cell) => {
  expect(read(cell)).toBeNaN();
});

test.each(['1,234', '12,345', '999,000'])('%s could be thousands or decimals: refused, naming the line', (cell) => {
  expect(() => read(cell)).toThrow(
    expect.objectContaining({ exitCode: 2, message: `history file, line 5: ${cell} can be read in two ways` }),
  );
});

test.each(['twelve', '1,234,567', '1.234,5', '1 234', '12%', '--1', '0x10', 'Infinity', 'e5', '.'])(
  '%s is not a number',
  (cell) => {
    expect(() => read(cell)).toThrow(
      expect.objectContaining({ exitCode: 2, message: `history file, line 5: "${cell}" is not a number` }),
    );
  },
);

test('a number that no double holds is refused', () => {
  expect(() => read('1e999')).toThrow('line 5: 1e999 is too large');
});

describe('a negative volume', () => {
  test('is refused, naming the line', () => {
    expect(() => read('-3')).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining('line 5: -3 is negative') }),
    );
  });

  test('is read where negative values are allowed; -0 is 0', () => {
    expect(read('-3,5', true)).toBe(-3.5);
    expect(read('-0')).toBe(0);
  });
});

describe('decimal commas', () => {
  test('are reported with the first line that has one', () => {
    const reader = numberReader(false);
    for (const [i, cell] of ['3', '4,5', '5,25'].entries()) reader.read(cell, i + 2);
    expect(reader.decimalCommaLine()).toBe(3);
    expect(numberReader(false).decimalCommaLine()).toBeUndefined();
  });

  test('beside decimal points are refused: 1.234 could then be thousands', () => {
    const reader = numberReader(false);
    reader.read('4,5', 2);
    expect(() => reader.read('1.234', 3)).toThrow('line 3: 1.234 and line 2 write decimals differently');
    const other = numberReader(false);
    other.read('1.5', 2);
    expect(() => other.read('4,5', 3)).toThrow('line 3: 4,5 and line 2 write decimals differently');
  });
});

test('every number that JavaScript writes is read back', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(read(String(value))).toBe(value);
    }),
  );
});
