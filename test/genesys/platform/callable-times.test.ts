import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPlatformDialler } from '../../../src/genesys/platform/platform-dialler.ts';
import { withServer } from '../../genesys-server/asking.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { at, campaignNamed, centre, withDialler } from '../dialler-server.ts';
import { testClient } from '../test-client.ts';

interface Slot {
  readonly startTime: string;
  readonly stopTime: string;
  readonly day: number;
}

const withSet = (
  callableTimes: readonly { timeZoneId: string; timeSlots: readonly Slot[] }[],
  use: (server: GenesysServer) => Promise<void>,
) => {
  const outbound = { ...centre.outbound, callableTimeSets: [{ id: 'set', name: 'Set', callableTimes }] };
  return withServer({ centre: { ...centre, outbound } }, use);
};

const intervalsOf = (server: GenesysServer, from: string, to: string) =>
  createPlatformDialler(testClient(server)).callableIntervals('set', at(from), at(to));

const spans = (intervals: readonly { start: number; end: number }[]): string[] =>
  intervals.map(({ start, end }) =>
    [start, end].map((instant) => new Date(instant * 1000).toISOString().slice(0, 16)).join(' '),
  );

const everyDay = (startTime: string, stopTime: string): Slot[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ startTime, stopTime, day }));

describe('callable intervals', () => {
  test('are the slots of each weekday in the zone of the set, cut at the ends of the range', () =>
    withDialler(async (client) => {
      const { id } = campaignNamed('Spring Offers')['callableTimeSet'] as { id: string };
      // Friday noon to Monday noon in Berlin, an hour ahead of UTC.
      const intervals = await createPlatformDialler(client).callableIntervals(
        id,
        at('2026-02-06T11:00Z'),
        at('2026-02-09T11:00Z'),
      );
      expect(spans(intervals)).toEqual([
        '2026-02-06T11:00 2026-02-06T17:00',
        '2026-02-07T09:00 2026-02-07T13:00',
        '2026-02-09T08:00 2026-02-09T11:00',
      ]);
      expect(new Set(intervals.map(({ timeZone }) => timeZone))).toEqual(new Set(['Europe/Berlin']));
    }));

  test('of several zones stay apart, in order of start', () =>
    withDialler(async (client) => {
      const { id } = campaignNamed('Satisfaction')['callableTimeSet'] as { id: string };
      const intervals = await createPlatformDialler(client).callableIntervals(
        id,
        at('2026-02-06T00:00Z'),
        at('2026-02-07T00:00Z'),
      );
      expect(intervals.map(({ timeZone }) => timeZone)).toEqual(['Europe/Berlin', 'Europe/London']);
      expect(spans(intervals)).toEqual(['2026-02-06T08:00 2026-02-06T17:00', '2026-02-06T09:00 2026-02-06T17:00']);
    }));

  // Clocks in Berlin went forward on 29 March 2026 from 2:00 to 3:00, and go back on 25 October from 3:00 to 2:00, at 01:00 UTC.
  test('are shorter by the hour that is skipped when clocks go forward', () =>
    withSet([{ timeZoneId: 'Europe/Berlin', timeSlots: everyDay('01:30:00', '03:30:00') }], async (server) => {
      expect(spans(await intervalsOf(server, '2026-03-28T23:00Z', '2026-03-29T22:00Z'))).toEqual([
        '2026-03-29T00:30 2026-03-29T01:30',
      ]);
    }));

  test('do not exist on the day that skips them', () =>
    withSet([{ timeZoneId: 'Europe/Berlin', timeSlots: everyDay('02:15:00', '02:45:00') }], async (server) => {
      expect(spans(await intervalsOf(server, '2026-03-28T00:00Z', '2026-03-31T00:00Z'))).toEqual([
        '2026-03-28T01:15 2026-03-28T01:45',
        '2026-03-30T00:15 2026-03-30T00:45',
      ]);
    }));

  test('come twice in the hour that comes twice', () =>
    withSet([{ timeZoneId: 'Europe/Berlin', timeSlots: everyDay('02:15:00', '02:45:00') }], async (server) => {
      expect(spans(await intervalsOf(server, '2026-10-24T22:00Z', '2026-10-25T23:00Z'))).toEqual([
        '2026-10-25T00:15 2026-10-25T00:45',
        '2026-10-25T01:15 2026-10-25T01:45',
      ]);
    }));

  test('that touch or overlap are one, over midnight too', () =>
    withSet(
      [
        {
          timeZoneId: 'UTC',
          timeSlots: [
            { startTime: '20:00:00', stopTime: '24:00:00', day: 1 },
            { startTime: '00:00:00', stopTime: '02:00:00', day: 2 },
            { startTime: '01:00:00', stopTime: '03:00:00', day: 2 },
          ],
        },
      ],
      async (server) => {
        expect(spans(await intervalsOf(server, '2026-02-02T00:00Z', '2026-02-09T00:00Z'))).toEqual([
          '2026-02-02T20:00 2026-02-03T03:00',
        ]);
      },
    ));

  test('are exactly the instants at which the clocks of the zone show a time within a slot of that day', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo'];
    const slot = fc
      .record({ first: fc.nat(95), length: fc.integer({ min: 1, max: 96 }), day: fc.integer({ min: 1, max: 7 }) })
      .map(({ first, length, day }) => ({ first, end: Math.min(96, first + length), day }));
    const clock = (quarter: number): string =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}:00`;
    return fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zones),
        fc.array(slot, { maxLength: 6 }),
        // Hours since 2016, so that changes of clocks in both hemispheres are met.
        fc.integer({ min: 0, max: 95_000 }),
        async (timeZoneId, slots, hour) => {
          const from = at('2016-01-01T00:00Z') + 3600 * hour;
          const to = from + 3 * 86_400;
          const timeSlots = slots.map(({ first, end, day }) => ({
            startTime: clock(first),
            stopTime: clock(end),
            day,
          }));
          await withSet([{ timeZoneId, timeSlots }], async (server) => {
            const intervals = await createPlatformDialler(testClient(server)).callableIntervals('set', from, to);
            for (let instant = from; instant < to; instant += 900) {
              const local = new TZDate(instant * 1000, timeZoneId);
              const quarter = local.getHours() * 4 + local.getMinutes() / 15;
              const isCallable = slots.some(
                ({ first, end, day }) => day % 7 === local.getDay() && quarter >= first && quarter < end,
              );
              expect(intervals.some(({ start, end }) => instant >= start && instant < end)).toBe(isCallable);
            }
          });
        },
      ),
      { numRuns: sampleSize(20, 500) },
    );
  });

  test.each([
    ['a zone that does not exist', 'Mars/Olympus', everyDay('09:00:00', '17:00:00'), /Mars\/Olympus/],
    ['a slot that ends before it starts', 'UTC', everyDay('17:00:00', '09:00:00'), /does not end after its start/],
    ['a time that is none', 'UTC', everyDay('9 am', '17:00:00'), /startTime/],
    ['an eighth weekday', 'UTC', [{ startTime: '09:00:00', stopTime: '17:00:00', day: 8 }], /day/],
  ])('with %s are not guessed: exit code 6', (_, timeZoneId, timeSlots, words) =>
    withSet([{ timeZoneId, timeSlots }], async (server) => {
      await expect(intervalsOf(server, '2026-02-02T00:00Z', '2026-02-09T00:00Z')).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringMatching(words),
      });
    }),
  );

  test('that may not be seen: exit code 3, naming the permission', () =>
    withDialler(
      async (client) => {
        await expect(createPlatformDialler(client).callableIntervals('x', 0, 1)).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('outbound:callableTimeSet:view'),
        });
      },
      { permissions: [] },
    ));
});
