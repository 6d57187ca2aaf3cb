import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coveredSince,
  type FetchedPart,
  spansPerQueue,
  uncoveredRanges,
  unsettledRanges,
  withPart,
} from '../../../src/store/volumes/completeness.ts';
import type { TimeRange } from '../../../src/store/volumes/time-range.ts';

const HOUR = 3600;
const HOURS = 12;
const QUEUES = ['q1', 'q2'];
const onGrid = (instant: number): number => Math.floor(instant / HOUR) * HOUR;

const part: fc.Arbitrary<FetchedPart> = fc
  .record({
    from: fc.integer({ min: 0, max: HOURS - 1 }),
    hours: fc.integer({ min: 1, max: HOURS }),
    laterHours: fc.integer({ min: 0, max: 60 }),
    queueIds: fc.option(fc.subarray(QUEUES, { minLength: 1 }), { nil: undefined }),
  })
  .map(({ from, hours, laterHours, queueIds }) => {
    const to = Math.min(from + hours, HOURS);
    const fetchedAt = (to + laterHours) * HOUR;
    return { from: from * HOUR, to: to * HOUR, fetchedAt, ...(queueIds === undefined ? {} : { queueIds }) };
  });

const hoursOf = (ranges: readonly TimeRange[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: (to - from) / HOUR }, (_, i) => from / HOUR + i));

/** What hour by hour bookkeeping says: when each hour of a queue was last fetched, in hours; undefined when never. */
function lastFetched(parts: readonly FetchedPart[], queueId: string): (number | undefined)[] {
  return Array.from({ length: HOURS }, (_, hour) => {
    const about = parts.filter(
      ({ from, to, queueIds }) =>
        from <= hour * HOUR && hour * HOUR < to && (queueIds === undefined || queueIds.includes(queueId)),
    );
    const last = about.at(-1);
    return last && last.fetchedAt / HOUR;
  });
}

const stored = (parts: readonly FetchedPart[]) =>
  parts.reduce<ReturnType<typeof withPart>>((known, next) => withPart(known, next), { allQueues: [], queues: {} });

describe('completeness after any parts in any order', () => {
  test('covers an hour of a queue exactly when a part did', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(...QUEUES), (parts, queueId) => {
        const [spans = []] = spansPerQueue(stored(parts), [queueId]);
        const fetched = lastFetched(parts, queueId);
        const missing = fetched.flatMap((at, hour) => (at === undefined ? hour : []));
        expect(hoursOf(uncoveredRanges({ from: 0, to: HOURS * HOUR }, spans)).sort((a, b) => a - b)).toEqual(missing);
        const lastHole = fetched.lastIndexOf(undefined) + 1;
        const since = lastHole === HOURS ? undefined : lastHole * HOUR;
        expect(coveredSince(HOURS * HOUR, spans)).toBe(since);
      }),
    );
  });

  test('never calls an hour settled that its last fetch did not settle', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(...QUEUES), (parts, queueId) => {
        const asOf = 1000.5 * HOUR;
        const [spans = []] = spansPerQueue(stored(parts), [queueId]);
        const asked = new Set(hoursOf(unsettledRanges({ from: 0, to: HOURS * HOUR }, spans, asOf, onGrid)));
        lastFetched(parts, queueId).forEach((at, hour) => {
          if (at === undefined || at < hour + 1 + 48) expect(asked).toContain(hour);
        });
      }),
    );
  });

  test('asks for no more than was not settled when every part is for all queues', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (anyParts) => {
        const parts = anyParts.map(({ from, to, fetchedAt }) => ({ from, to, fetchedAt }));
        const [spans = []] = spansPerQueue(stored(parts), undefined);
        const asked = hoursOf(unsettledRanges({ from: 0, to: HOURS * HOUR }, spans, 1000.5 * HOUR, onGrid));
        const expected = lastFetched(parts, 'q1').flatMap((at, hour) =>
          at === undefined || at < hour + 1 + 48 ? hour : [],
        );
        expect(asked.sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
