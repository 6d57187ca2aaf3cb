import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, namesIn, parseExpression } from '../../src/reporting/expression.ts';

const worth = (text: string, values: Readonly<Record<string, number>> = {}) =>
  evaluate(parseExpression(text), (name) => values[name]);

describe('a formula', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['8 / 4 / 2', 1],
    ['-3 - -4', 1],
    ['min(3, 1, 2) + max(1, 2)', 3],
    ['abs(-2) * floor(1.9) * ceil(1.1) * round(2.5)', 12],
  ])('%s is %d', (text, value) => {
    expect(worth(text)).toBe(value);
  });

  test('is what the language makes of the same text', () => {
    const operand = fc.integer({ min: 1, max: 99 }).map(String);
    const formula = fc
      .array(fc.tuple(fc.constantFrom('+', '-', '*', '/'), operand), { minLength: 1, maxLength: 8 })
      .chain((rest) => operand.map((first) => `${first} ${rest.flat().join(' ')}`));
    fc.assert(
      fc.property(formula, (text) => {
        // The text holds whole numbers and four operators, nothing else.
        expect(worth(text)).toBe(new Function(`return ${text}`)());
      }),
    );
  });

  test('has no value where one of its measures has none, nor after a division by 0', () => {
    expect(worth('a / b', { a: 1 })).toBeUndefined();
    expect(worth('a / b', { a: 1, b: 0 })).toBeUndefined();
    expect(worth('max(a, 1)')).toBeUndefined();
    expect(worth('a * a', { a: 1e200 })).toBeUndefined();
  });

  test('tells its measures once each', () => {
    expect(namesIn(parseExpression('a / (a + max(b, -c))'))).toEqual(['a', 'b', 'c']);
  });

  test.each([
    'process.exit(1)',
    'this',
    'constructor.constructor("return 1")()',
    'a[0]',
    '"text"',
    'a ? b : c',
    'a && b',
    'a ** b',
    'a = 1',
    'a, b',
    '[1]',
    '!a',
    'true',
    'a +',
    '',
    'eval(1)',
    'min()',
    'abs(1, 2)',
    `${'('.repeat(2000)}1${')'.repeat(2000)}`,
  ])('is refused: %s', (text) => {
    expect(() => parseExpression(text)).toThrow(RangeError);
  });
});
