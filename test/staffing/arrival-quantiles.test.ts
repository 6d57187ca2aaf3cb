import { expect, test } from 'vitest';
import { arrivalScenarios, arrivalsAt, quantilesOfInterval } from '../../src/staffing/arrival-quantiles.ts';

// Quantiles of the standard normal distribution, from any table.
const Z90 = 1.2815515655446004;
const Z975 = 1.959963984540054;

test('an 80 percent interval of a normal forecast gives every quantile of that normal', () => {
  const known = quantilesOfInterval(600, 600 - 60 * Z90, 600 + 60 * Z90, 0.8);
  expect(arrivalsAt(known, 0.5)).toBeCloseTo(600, 9);
  expect(arrivalsAt(known, 0.975)).toBeCloseTo(600 + 60 * Z975, 9);
  expect(arrivalsAt(known, 0.025)).toBeCloseTo(600 - 60 * Z975, 9);
});

test('a lopsided interval keeps both bounds, and no quantile is below 0', () => {
  const known = quantilesOfInterval(10, 2, 40, 0.8);
  expect(arrivalsAt(known, 0.1)).toBeCloseTo(2, 12);
  expect(arrivalsAt(known, 0.9)).toBeCloseTo(40, 12);
  expect(arrivalsAt(known, 0.001)).toBe(0);
});

test('scenarios carry all probability and the mean and variance of the normal', () => {
  const scenarios = arrivalScenarios(quantilesOfInterval(600, 600 - 60 * Z90, 600 + 60 * Z90, 0.8));
  const sum = (of: (contacts: number) => number): number =>
    scenarios.reduce((total, { contactsPerInterval, probability }) => total + probability * of(contactsPerInterval), 0);
  expect(sum(() => 1)).toBeCloseTo(1, 12);
  expect(sum((contacts) => contacts)).toBeCloseTo(600, 6);
  expect(sum((contacts) => ((contacts - 600) / 60) ** 2)).toBeCloseTo(1, 4);
});

test.each([
  ['a single quantile', [{ fraction: 0.5, contactsPerInterval: 5 }]],
  ['crossing quantiles', quantilesOfInterval(10, 12, 14, 0.8)],
  ['negative contacts', quantilesOfInterval(10, -2, 14, 0.8)],
  ['missing bounds', quantilesOfInterval(10, Number.NaN, 14, 0.8)],
])('%s: refused with a RangeError', (_, known) => {
  expect(() => arrivalScenarios(known)).toThrow(RangeError);
});

test('a level or quantile of 0, 1 or 80 is refused', () => {
  for (const share of [0, 1, 80]) {
    expect(() => quantilesOfInterval(10, 2, 40, share)).toThrow(RangeError);
    expect(() => arrivalsAt(quantilesOfInterval(10, 2, 40, 0.8), share)).toThrow(RangeError);
  }
});
