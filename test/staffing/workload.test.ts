import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { agentsForDeferrableWork, agentsForWorkload, type DeferrableWork } from '../../src/staffing/workload.ts';
import { halfHour } from './queues.ts';

const fullPace = { occupancyFraction: 1, concurrency: 1 };

test('by hand: 60 chats of 15 minutes in half an hour are 30 Erlangs; two at a time at 75 percent are 20 agents', () => {
  expect(agentsForWorkload(halfHour(60, 900), { occupancyFraction: 0.75, concurrency: 2 })).toBe(20);
});

const mail = (contacts: number[], open: number[], mayWaitIntervals: number): DeferrableWork => ({
  contactsPerInterval: contacts,
  open,
  intervalSeconds: 3600,
  ahtSeconds: 360,
  mayWaitIntervals,
});

test('by hand: 20 mails of 6 minutes, due within two hours, are one agent; due at once, two', () => {
  expect(agentsForDeferrableWork(mail([20, 0, 0], [1, 1, 1], 1), fullPace)).toBe(1);
  expect(agentsForDeferrableWork(mail([20, 0, 0], [1, 1, 1], 0), fullPace)).toBe(2);
});

test('by hand: mail of a closed night waits for the morning, and an occupancy of 80 percent takes a quarter more', () => {
  const night = mail([10, 10, 10, 0, 0], [0, 0, 0, 1, 1], 3);
  // The first ten are due in the first open hour; all thirty in the two.
  expect(agentsForDeferrableWork(night, fullPace)).toBe(1.5);
  expect(agentsForDeferrableWork(night, { occupancyFraction: 0.8, concurrency: 1 })).toBe(1.875);
});

/** Works off the mail in order of arrival, hour by hour; true when none was late. */
function allInTime({ contactsPerInterval, open, mayWaitIntervals }: DeferrableWork, mailsPerHour: number): boolean {
  const left = Array.from(contactsPerInterval);
  const last = Array.from(open).lastIndexOf(1);
  for (let hour = 0; hour < left.length; hour++) {
    let capacity = open[hour] * mailsPerHour;
    for (let from = 0; from <= hour; from++) {
      const done = Math.min(capacity, left[from]);
      left[from] -= done;
      capacity -= done;
    }
    const due = hour === left.length - 1 ? Math.max(hour - mayWaitIntervals, last) : hour - mayWaitIntervals;
    if (left.slice(0, Math.max(0, due + 1)).some((rest) => rest > 1e-9)) return false;
  }
  return true;
}

test('working in order of arrival, the count finishes all in time and one percent less does not', () => {
  const days = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 10 }), (hours, wait) => {
      const work = mail(
        hours.map(([contacts]) => contacts),
        hours.map(([, open]) => open),
        wait,
      );
      let agents: number;
      try {
        agents = agentsForDeferrableWork(work, fullPace);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        expect(allInTime(work, 1e9)).toBe(false);
        return;
      }
      expect(allInTime(work, agents * 10 * (1 + 1e-12))).toBe(true);
      if (agents > 0) expect(allInTime(work, agents * 10 * 0.99)).toBe(false);
    }),
  );
});

test('mail that falls due before anybody works is a failure that says when', () => {
  expect(() => agentsForDeferrableWork(mail([0, 5, 0, 0], [1, 0, 0, 1], 1), fullPace)).toThrow(/interval 2 fall due/);
});

test.each([
  ['an occupancy of 0', { occupancyFraction: 0, concurrency: 1 }],
  ['an occupancy of 85', { occupancyFraction: 85, concurrency: 1 }],
  ['a concurrency below 1', { occupancyFraction: 0.8, concurrency: 0.5 }],
  ['a concurrency that is no number', { occupancyFraction: 0.8, concurrency: Number.NaN }],
])('%s: refused with a RangeError', (_, pace) => {
  expect(() => agentsForWorkload(halfHour(60, 900), pace)).toThrow(RangeError);
  expect(() => agentsForDeferrableWork(mail([1], [1], 0), pace)).toThrow(RangeError);
});

test.each([
  ['missing contacts', mail([Number.NaN], [1], 0)],
  ['openings of other intervals', mail([1, 2], [1], 0)],
  ['half an opening', mail([1], [0.5], 0)],
  ['half an interval to wait', mail([1], [1], 0.5)],
  ['a handle time of zero', { ...mail([1], [1], 0), ahtSeconds: 0 }],
])('%s: refused with a RangeError', (_, work) => {
  expect(() => agentsForDeferrableWork(work, fullPace)).toThrow(RangeError);
});
