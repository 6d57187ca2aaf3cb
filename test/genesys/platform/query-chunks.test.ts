import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOB_DAYS, QUERY_DAYS, queryChunks } from '../../../src/genesys/platform/query-chunks.ts';
import { addSteps, calendarStep } from '../../../src/series/calendar-step.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const borders = (from: string, to: string, step: string, zone: string, days = QUERY_DAYS): string[] =>
  queryChunks({ from: at(from), to: at(to) }, calendarStep(step), zone, days).map(
    (chunk) =>
      `${new Date(chunk.from * 1000).toISOString().slice(0, 16)}/${new Date(chunk.to * 1000).toISOString().slice(0, 16)}`,
  );

describe('the chunks of a long range', () => {
  test('are 31 days from an hour upwards', () => {
    const months = ['2026-01-01T00:00/2026-02-01T00:00', '2026-02-01T00:00/2026-03-01T00:00'];
    expect(borders('2026-01-01T00:00Z', '2026-03-01T00:00Z', 'PT1H', 'UTC')).toEqual([
      months[0],
      '2026-02-01T00:00/2026-03-01T00:00',
    ]);
    expect(borders('2026-01-01T00:00Z', '2026-03-01T00:00Z', 'P1D', 'UTC')).toEqual(months);
  });

  test('are 7 days below an hour, and end at local midnights also across a change of clocks', () => {
    expect(borders('2026-03-05T05:00Z', '2026-03-21T04:00Z', 'PT30M', 'America/New_York')).toEqual([
      '2026-03-05T05:00/2026-03-12T04:00',
      '2026-03-12T04:00/2026-03-19T04:00',
      '2026-03-19T04:00/2026-03-21T04:00',
    ]);
  });

  test('for jobs are a year from an hour upwards, and three months below', () => {
    const chunksOf = (step: string) => borders('2024-01-01T00:00Z', '2026-01-01T00:00Z', step, 'UTC', JOB_DAYS);
    expect(chunksOf('PT1H')).toEqual(['2024-01-01T00:00/2025-01-01T00:00', '2025-01-01T00:00/2026-01-01T00:00']);
    expect(chunksOf('PT30M').slice(0, 2)).toEqual([
      '2024-01-01T00:00/2024-04-02T00:00',
      '2024-04-02T00:00/2024-07-03T00:00',
    ]);
  });

  test('reach midnight first when the range begins within a day', () => {
    expect(borders('2026-01-01T10:30Z', '2026-01-10T00:00Z', 'PT15M', 'UTC')[0]).toBe(
      '2026-01-01T10:30/2026-01-08T00:00',
    );
  });

  test('hold whole steps when a step is longer than a day', () => {
    expect(borders('2026-01-05T00:00Z', '2026-03-02T00:00Z', 'P1W', 'UTC')).toEqual([
      '2026-01-05T00:00/2026-02-02T00:00',
      '2026-02-02T00:00/2026-03-02T00:00',
    ]);
    expect(borders('2026-01-01T00:00Z', '2026-03-01T00:00Z', 'P1M', 'UTC')).toHaveLength(2);
  });

  test('follow one another without gap or overlap, on the grid of the step', () => {
    const zones = fc.constantFrom('UTC', 'Europe/London', 'America/Santiago', 'Australia/Lord_Howe');
    const steps = fc.constantFrom('PT15M', 'PT30M', 'PT1H', 'P1D');
    fc.assert(
      fc.property(zones, steps, fc.nat({ max: 700 }), fc.integer({ min: 1, max: 200 }), (zone, iso, first, days) => {
        const day = calendarStep('P1D');
        const epoch = addSteps(at('2025-01-01T12:00Z'), day, zone, 0);
        const from = addSteps(epoch, day, zone, first);
        const to = addSteps(from, day, zone, days);
        const chunks = queryChunks({ from, to }, calendarStep(iso), zone, QUERY_DAYS);
        expect(chunks[0]?.from).toBe(from);
        expect(chunks.at(-1)?.to).toBe(to);
        chunks.slice(1).forEach((chunk, i) => {
          expect(chunk.from).toBe(chunks[i]?.to);
          expect(chunk.from).toBe(addSteps(chunk.from, day, zone, 0));
        });
      }),
      { numRuns: 50 },
    );
  });
});
