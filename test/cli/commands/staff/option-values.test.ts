import { expect, test } from 'vitest';
import {
  contacts,
  riskName,
  serviceLevelTarget,
  shrinkageShare,
} from '../../../../src/cli/commands/staff/option-values.ts';

test.each([
  ['80/20', { fraction: 0.8, withinSeconds: 20 }],
  ['99.9/5', { fraction: 0.999, withinSeconds: 5 }],
  ['80/0', { fraction: 0.8, withinSeconds: 0 }],
  [' 70/7.5 ', { fraction: 0.7, withinSeconds: 7.5 }],
])('%j is percent and seconds', (text, target) => {
  expect(serviceLevelTarget(text)).toEqual(target);
});

test.each([
  ['80', 'did you mean 80/20?'],
  ['95', 'did you mean 95/20?'],
  ['0', 'such as 80/20: 80 % answered within 20 s.'],
  ['1', 'such as 80/20: 80 % answered within 20 s.'],
  ['100', 'such as 80/20: 80 % answered within 20 s.'],
  ['high', 'such as 80/20'],
  ['', 'such as 80/20'],
  ['80/', 'such as 80/20'],
  ['80/-5', 'such as 80/20'],
  ['80/20/1', 'such as 80/20'],
  ['0/20', 'above 1 and below 100'],
  ['0.8/20', 'above 1 and below 100'],
  ['1/20', 'above 1 and below 100'],
  ['100/20', 'above 1 and below 100'],
  ['120/20', 'above 1 and below 100'],
])('%j is no service level', (text, message) => {
  expect(() => serviceLevelTarget(text)).toThrow(message);
});

test.each(['mean', 'expected', 'p5', 'p80', 'p97.5'])('%j is a risk', (text) => {
  expect(riskName(text)).toBe(text);
});

test.each(['', 'p', 'p0', 'p00', 'p100', 'p-5', '80', 'P80', 'median'])('%j is no risk', (text) => {
  expect(() => riskName(text)).toThrow('Give mean, expected, or a percentile such as p80.');
});

test('contacts are 0 or more, and may have decimals', () => {
  expect(['0', '12.5', '1e3'].map(contacts)).toEqual([0, 12.5, 1000]);
  for (const text of ['', ' ', '-1', 'many', 'NaN', 'Infinity']) expect(() => contacts(text)).toThrow('0 or more');
});

test('shrinkage goes from 0 to below 1', () => {
  expect(['0', '0.3', '0.99'].map(shrinkageShare)).toEqual([0, 0.3, 0.99]);
  for (const text of ['', '-0.1', '1', '30', 'x']) expect(() => shrinkageShare(text)).toThrow('0.3 for 30 percent');
});
