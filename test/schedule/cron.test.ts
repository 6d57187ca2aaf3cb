import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { cronClock } from '../../src/schedule/cron.ts';
import { sampleSize } from '../support/sample-size.ts';

const secondsOf = (iso: string): number => Date.parse(iso) / 1000;

function runsOf(expression: string, timeZone: string, after: string, count: number): string[] {
  const clock = cronClock(expression, timeZone);
  const runs: string[] = [];
  for (let at: number | undefined = secondsOf(after); runs.length < count; ) {
    at = clock.next(at);
    if (at === undefined) break;
    runs.push(new Date(at * 1000).toISOString().replace(':00.000Z', 'Z'));
  }
  return runs;
}

// Expected instants by hand from the tz database: New York goes forward on 2026-03-08 at 07:00Z and back on 2026-11-01 at 06:00Z.
describe('changes of clocks', () => {
  test('a time that is skipped comes once, at the change', () => {
    expect(runsOf('30 2 * * *', 'America/New_York', '2026-03-07T08:00:00Z', 2)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ]);
  });

  test('several times of a skipped hour come once together', () => {
    expect(runsOf('*/15 2 * * *', 'America/New_York', '2026-03-07T08:00:00Z', 3)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:00Z',
      '2026-03-09T06:15Z',
    ]);
  });

  test('times of a repeated hour come once, when they are first shown', () => {
    expect(runsOf('*/30 1 * * *', 'America/New_York', '2026-11-01T04:00:00Z', 3)).toEqual([
      '2026-11-01T05:00Z',
      '2026-11-01T05:30Z',
      '2026-11-02T06:00Z',
    ]);
  });

  test('a clock within the second showing of an hour goes on to what has not been shown', () => {
    expect(runsOf('45 1,2 * * *', 'America/New_York', '2026-11-01T06:10:00Z', 1)).toEqual(['2026-11-01T07:45Z']);
  });

  test('a midnight that is skipped is the first second of its day', () => {
    // Beirut goes forward at midnight on 2026-03-29, which is 2026-03-28T22:00Z.
    expect(runsOf('0 0 * * *', 'Asia/Beirut', '2026-03-28T00:00:00Z', 1)).toEqual(['2026-03-28T22:00Z']);
  });

  test.each(['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'every half hour stays every half hour in %s',
    (timeZone) => {
      for (const change of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01']) {
        const clock = cronClock('*/30 * * * *', timeZone);
        let at = secondsOf(`${change}T00:00:00Z`) - 36_000;
        for (let i = 0; i < 60; i++) {
          const next = clock.next(at);
          if (i > 0) expect(next).toBe(at + 1800);
          at = next ?? Number.NaN;
        }
      }
    },
  );

  test('a daily time comes exactly once on every local day, at that time or, where it is skipped, after it', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Santiago'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.nat(23), fc.nat(59), (timeZone, hour, minute) => {
        const clock = cronClock(`${minute} ${hour} * * *`, timeZone);
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
        const wanted = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const days: string[] = [];
        const end = secondsOf('2027-01-01T00:00:00Z');
        for (
          let at = clock.next(secondsOf('2026-01-01T12:00:00Z'));
          at !== undefined && at < end;
          at = clock.next(at)
        ) {
          const [day = '', time = ''] = format.format(at * 1000).split(' ');
          days.push(day);
          expect(time >= wanted).toBe(true);
        }
        expect(new Set(days).size).toBe(days.length);
        expect(days.length).toBeGreaterThanOrEqual(363);
      }),
      { numRuns: sampleSize(8, 500) },
    );
  });
});

describe('expressions', () => {
  test.each([
    ['@daily', '2026-01-02T00:00Z'],
    ['0 0 29 2 *', '2028-02-29T00:00Z'],
    ['0 18 * * FRI#L', '2026-01-30T18:00Z'],
    ['0 2 * * 1-5', '2026-01-02T02:00Z'],
    ['15 30 4 * * *', '2026-01-02T04:30:15.000Z'],
  ])('%s', (expression, first) => {
    expect(runsOf(expression, 'UTC', '2026-01-01T12:00:00Z', 1)).toEqual([first]);
  });

  test.each([
    ['61 * * * *', 'Invalid value for minute: 61'],
    ['* * *', 'five'],
    ['', 'five'],
    ['every night', 'five'],
    ['0 0 30 2 *', 'names no date that exists'],
  ])("'%s' is refused with what is wrong and an example", (expression, reason) => {
    const refused = () => cronClock(expression, 'Europe/London');
    expect(refused).toThrow(Failure);
    expect(refused).toThrow(reason);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2, hint: expect.stringContaining('"0 2 * * *"') }));
  });
});
