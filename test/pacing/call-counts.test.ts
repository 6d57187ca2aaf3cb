import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abandonmentByDay, abandonmentSince, callHistory } from '../../src/pacing/call-counts.ts';
import type { OutboundRecord } from '../../src/series/records.ts';

const FROM = Date.UTC(2026, 0, 5) / 1000;

const record = (hour: number, attempted: number, connected: number, abandoned = 0): OutboundRecord => ({
  intervalStart: FROM + hour * 3600,
  intervalEnd: FROM + (hour + 1) * 3600,
  campaignId: 'c',
  attempted,
  connected,
  abandoned,
  handled: 0,
  handleSeconds: 0,
});

describe('attempts and answers by the hour', () => {
  const history = (...records: OutboundRecord[]) => callHistory(records, FROM, FROM + 4 * 3600, 'UTC');

  it('are missing where there is no record, never 0', () => {
    const { attempts, answers } = history(record(0, 100, 20), record(2, 50, 10));
    expect([...attempts]).toEqual([100, Number.NaN, 50, Number.NaN]);
    expect([...answers]).toEqual([20, Number.NaN, 10, Number.NaN]);
  });

  it('move answers back to the hour in which their calls began', () => {
    const { attempts, answers } = history(record(0, 100, 20), record(1, 0, 3));
    expect([...attempts.slice(0, 2)]).toEqual([100, 0]);
    expect([...answers.slice(0, 2)]).toEqual([23, 0]);
  });

  it('leave records of other times out', () => {
    expect([...history(record(-1, 9, 9), record(4, 9, 9)).attempts]).toEqual(Array(4).fill(Number.NaN));
  });

  it('never have more answers than attempts, and lose no answer that has a call before it', () => {
    const counts = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(fc.array(counts, { minLength: 4, maxLength: 4 }), (hours) => {
        const records = hours.map(([attempted, connected], hour) => record(hour, attempted, connected));
        const { attempts, answers } = history(...records);
        for (const [i, answered] of answers.entries()) expect(answered).toBeLessThanOrEqual(attempts[i]);
        const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
        const asked = sum(hours.map(([, connected]) => connected));
        expect(sum(answers)).toBeLessThanOrEqual(asked);
        if (hours[0][0] > asked) expect(sum(answers)).toBe(asked);
      }),
    );
  });
});

describe('abandoned calls', () => {
  const records = [record(0, 9, 5, 1), record(23, 9, 4, 2), record(24, 9, 3, 0)];

  it('are counted from an instant on', () => {
    expect(abandonmentSince(records, FROM + 3600)).toEqual({ answers: 7, abandoned: 2 });
    expect(abandonmentSince(records, FROM + 99 * 3600)).toEqual({ answers: 0, abandoned: 0 });
  });

  it('are counted by local day', () => {
    expect(abandonmentByDay(records, 'UTC')).toEqual([
      { answers: 9, abandoned: 3 },
      { answers: 3, abandoned: 0 },
    ]);
    // 23:00 UTC is midnight of the next day in Berlin.
    expect(abandonmentByDay(records, 'Europe/Berlin')).toEqual([
      { answers: 5, abandoned: 1 },
      { answers: 7, abandoned: 2 },
    ]);
  });
});
