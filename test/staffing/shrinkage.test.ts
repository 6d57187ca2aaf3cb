import { expect, test } from 'vitest';
import { availableFraction, scheduledStaff } from '../../src/staffing/shrinkage.ts';
import { reference } from './reference.ts';

test.each(reference.required)('$out.agents agents at a shrinkage of $shrinkage: the reference staff', (row) => {
  const { fte, heads } = scheduledStaff(row.out.agents, { ofPaidTime: [row.shrinkage], ofRemainingTime: [] });
  expect(fte).toBeCloseTo(row.out.scheduledFte, 11);
  expect(heads).toBe(row.out.scheduledHeads);
});

test('14 agents at 30 percent are 20 heads, not the 18.2 of multiplying by 1.3', () => {
  expect(scheduledStaff(14, { ofPaidTime: [0.3], ofRemainingTime: [] }).heads).toBe(20);
});

test('shares of all paid time add up; shares of what is left take from the rest', () => {
  expect(availableFraction({ ofPaidTime: [0.1, 0.2], ofRemainingTime: [] })).toBeCloseTo(0.7, 15);
  expect(availableFraction({ ofPaidTime: [], ofRemainingTime: [0.1, 0.2] })).toBeCloseTo(0.72, 15);
  expect(availableFraction({ ofPaidTime: [0.1, 0.2], ofRemainingTime: [0.1] })).toBeCloseTo(0.63, 15);
  expect(availableFraction({ ofPaidTime: [], ofRemainingTime: [] })).toBe(1);
});

test.each([[[1]], [[-0.1]], [[30]], [[Number.NaN]], [[0.6, 0.4]]])('paid time lost %j is refused', (ofPaidTime) => {
  expect(() => scheduledStaff(14, { ofPaidTime, ofRemainingTime: [] })).toThrow(RangeError);
});

test('negative agents are refused', () => {
  expect(() => scheduledStaff(-1, { ofPaidTime: [], ofRemainingTime: [] })).toThrow(RangeError);
});
