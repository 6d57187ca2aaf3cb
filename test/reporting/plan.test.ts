import { describe, expect, test } from 'vitest';
import type { ReportDefinition } from '../../src/reporting/definition.ts';
import { aggregateStep, planReport } from '../../src/reporting/plan.ts';

const AS_OF = Date.UTC(2026, 0, 8, 10, 30) / 1000;
const plan = (definition: ReportDefinition, timeZone = 'UTC') => planReport(definition, AS_OF, timeZone);

describe('where a report comes from', () => {
  test.each<[string, ReportDefinition, string]>([
    ['sums where they suffice', { groupBy: ['queue', 'hour'] }, 'aggregates'],
    ['conversations for a measure of them', { measures: ['avg_duration_seconds'] }, 'details'],
    ['conversations for a percentile', { measures: ['p90_wait_seconds'] }, 'details'],
    ['conversations for a formula that uses one', { define: { x: 'p90_wait_seconds * 2' } }, 'details'],
    ['conversations for a filter by their length', { where: ['handle_seconds greater 60'] }, 'details'],
    [
      'conversations for a period off the grid of sums',
      { period: { from: '2026-01-05T00:01:00Z', to: '2026-01-06' } },
      'details',
    ],
    ['one row each where details are wanted', { details: true }, 'conversations'],
    ['groups of them where a grouping is wanted too', { details: true, groupBy: ['wrapup'] }, 'details'],
  ])('%s', (_, definition, source) => {
    expect(plan(definition).source).toBe(source);
  });

  test('leaves measures that sums cannot tell, and nobody named, to the reader’s notice', () => {
    expect(plan({}).untold).toEqual(['avg_duration_seconds', 'wrapup_codes']);
    expect(plan({ details: true, groupBy: ['media'] }).untold).toEqual([]);
  });
});

describe('the interval of sums', () => {
  const step = (from: string, to: string, timeZone: string, ...groupBy: ReportDefinition['groupBy'] & object) =>
    aggregateStep(plan({ period: { from, to }, groupBy }, timeZone))?.iso;

  test('is the longest that makes up the groups and the period', () => {
    expect(step('2026-01-05', '2026-01-08', 'UTC', 'week')).toBe('P1D');
    expect(step('2026-01-05', '2026-01-08', 'UTC', 'hour')).toBe('PT1H');
    expect(step('2026-01-05T10:00:00Z', '2026-01-06', 'UTC', 'media')).toBe('PT1H');
    expect(step('2026-01-05T10:15:00Z', '2026-01-06', 'UTC', 'hour')).toBe('PT15M');
    expect(step('2026-01-05', '2026-01-08', 'Asia/Kolkata', 'hour')).toBe('PT1H');
  });
});

describe('a plan is refused', () => {
  test.each<[string, ReportDefinition]>([
    ["there is no measure 'offerd'; did you mean 'offered'?", { measures: ['offerd'] }],
    ["'offered' is a measure already", { define: { offered: '1' } }],
    ["'wrapup_codes' is no number", { define: { x: 'wrapup_codes' } }],
    ['the period ends before it starts', { period: { from: '2026-01-06', to: '2026-01-05' } }],
    ['the period is not over', { period: { from: '2026-01-06', to: '2026-01-09' } }],
    ["'fortnight' is not a period", { period: { last: 'fortnight' } }],
  ])('%s', (message, definition) => {
    expect(() => plan(definition)).toThrow(message);
  });
});

test('queues and media types hold in every branch of an alternative', () => {
  const voice = { dimension: 'media', operator: 'equals', value: 'voice' } as const;
  expect(plan({ queues: ['a'], where: { or: [voice, { and: [voice] }] } }).filter).toEqual({
    or: [0, 1].map(() => ({
      and: [
        { field: 'queue', operator: 'in', values: ['a'] },
        { field: 'media', operator: 'equals', values: ['voice'] },
      ],
    })),
  });
});
