import { tz } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dailyWindow, isOpen, nextOpening } from '../../src/schedule/window.ts';
import { sampleSize } from '../support/sample-size.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const iso = (instant: number): string => new Date(instant * 1000).toISOString().replace('.000Z', 'Z');

describe('a daily window', () => {
  test.each([
    ['01:00-05:00', 3600, 18_000],
    ['22:00-06:00', 79_200, 21_600],
    [' 00:00-24:00', 0, 86_400],
  ])('%j is read', (text, from, to) => {
    expect(dailyWindow(text)).toEqual({ from, to });
  });

  test.each(['', '1:00-5:00', '01:00', '01:00-25:00', '24:00-05:00', '01:60-05:00', '01:00-24:01', '01:00-05:00 UTC'])(
    '%j is none',
    (text) => {
      expect(() => dailyWindow(text)).toThrow(RangeError);
    },
  );

  test.each(['01:00-01:00', '00:00-00:00'])('%s never opens', (text) => {
    expect(() => dailyWindow(text)).toThrow('never opens');
  });

  test('is open from its start to before its end, by the clock of its zone', () => {
    const window = dailyWindow('01:00-05:00');
    const open = (text: string) => isOpen(window, 'Europe/Berlin', at(text));
    expect(
      ['2026-01-14T23:59:59Z', '2026-01-15T00:00:00Z', '2026-01-15T03:59:59Z', '2026-01-15T04:00:00Z'].map(open),
    ).toEqual([false, true, true, false]);
  });

  test('crosses midnight when it ends before it starts', () => {
    const window = dailyWindow('22:00-06:00');
    const open = (text: string) => isOpen(window, 'UTC', at(text));
    expect(
      ['2026-01-15T21:59:59Z', '2026-01-15T22:00:00Z', '2026-01-16T05:59:59Z', '2026-01-16T06:00:00Z'].map(open),
    ).toEqual([false, true, true, false]);
  });
});

describe('the next opening', () => {
  // Clocks in Berlin went from 2:00 to 3:00 at 2026-03-29T01:00:00Z, and go from 3:00 back to 2:00 at 2026-10-25T01:00:00Z.
  test.each([
    ['is now when it is open', '01:00-05:00', 'UTC', '2026-01-15T02:00:00Z', '2026-01-15T02:00:00Z'],
    ['is later today', '01:00-05:00', 'UTC', '2026-01-15T00:30:00Z', '2026-01-15T01:00:00Z'],
    ['is tomorrow', '01:00-05:00', 'America/New_York', '2026-01-15T12:00:00Z', '2026-01-16T06:00:00Z'],
    ['is tonight for a window over midnight', '22:00-06:00', 'UTC', '2026-01-15T06:00:00Z', '2026-01-15T22:00:00Z'],
    [
      'is the change of clocks that skips the start',
      '02:30-05:00',
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'is a day later when clocks skip all of it',
      '02:15-02:45',
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      '2026-03-30T00:15:00Z',
    ],
    [
      'is the second time when clocks go back over it',
      '02:15-02:45',
      'Europe/Berlin',
      '2026-10-25T00:50:00Z',
      '2026-10-25T01:15:00Z',
    ],
    [
      'is the change of clocks back into it',
      '01:30-02:15',
      'Europe/Berlin',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:00:00Z',
    ],
    [
      'is the first existing second where midnight is skipped',
      '00:00-01:30',
      'America/Havana',
      '2026-03-08T04:30:00Z',
      '2026-03-08T05:00:00Z',
    ],
  ])('%s', (_, text, zone, now, opening) => {
    expect(iso(nextOpening(dailyWindow(text), zone, at(now)))).toBe(opening);
  });

  test('is the first open minute that a search minute by minute finds, with the clocks of date-fns', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Kolkata'];
    const changes = [
      '2026-03-08T05:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-04-04T15:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-11-01T05:00:00Z',
    ];
    const minute = fc.integer({ min: 0, max: 1439 });
    const shown = (minutes: number) =>
      `${`${Math.floor(minutes / 60)}`.padStart(2, '0')}:${`${minutes % 60}`.padStart(2, '0')}`;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...changes),
        fc.integer({ min: -1440, max: 1440 }),
        minute,
        minute,
        (zone, change, shift, from, to) => {
          fc.pre(from !== to);
          const clock = tz(zone);
          const isOpenAt = (ms: number): boolean => {
            const local = clock(new Date(ms));
            const time = local.getHours() * 60 + local.getMinutes();
            return from < to ? from <= time && time < to : from <= time || time < to;
          };
          const start = Date.parse(change) + shift * 60_000;
          let ms = start;
          while (!isOpenAt(ms)) ms += 60_000;
          expect(nextOpening(dailyWindow(`${shown(from)}-${shown(to)}`), zone, start / 1000)).toBe(ms / 1000);
        },
      ),
      { numRuns: sampleSize(60, 3000) },
    );
  });
});
