import { expect, test } from 'vitest';
import { staffingCsv } from '../../src/export/staffing-csv.ts';
import { halfHourRow, staffingResult } from './staffing-results.ts';

const HEADER =
  'start,end,volume,aht_seconds,erlangs,agents,scheduled_heads,service_level,asa_seconds,occupancy,abandonment,stable';

test('one row per interval, times in UTC, and what is not defined is empty, never 0', () => {
  const unstable = { asaSeconds: undefined, serviceLevel: 0, occupancy: 1, stable: false };
  expect(staffingCsv(staffingResult([halfHourRow(0), halfHourRow(1, unstable)]))).toBe(
    `${HEADER}\n` +
      '2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,3,300,0.5,1,2,0.5,300,0.5,,true\n' +
      '2026-01-05T08:30:00Z,2026-01-05T09:00:00Z,3,300,0.5,1,2,0,,1,,false\n',
  );
});

test('an interval on no calendar has no times', () => {
  const row = halfHourRow(0, { start: undefined, end: undefined });
  expect(staffingCsv(staffingResult([row]))).toBe(`${HEADER}\n,,3,300,0.5,1,2,0.5,300,0.5,,true\n`);
});

test('several series are told apart by the key columns that any of them has', () => {
  const rows = [
    halfHourRow(0, { key: { queueId: 'b', queueName: 'Billing' } }),
    halfHourRow(0, { key: { queueId: 's' } }),
  ];
  const [header, ...lines] = staffingCsv(staffingResult(rows, { hasSeveralSeries: true })).split('\n');
  expect(header).toBe(`queue_id,queue_name,${HEADER}`);
  expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
    ['b', 'Billing', '2026-01-05T08:00:00Z'],
    ['s', '', '2026-01-05T08:00:00Z'],
    [''],
  ]);
});

test('a single series has no key columns', () => {
  expect(staffingCsv(staffingResult([halfHourRow(0, { key: { queueId: 'b' } })]))).toMatch(/^start,/);
});

test('the expected service level has a column when it was staffed for', () => {
  const csv = staffingCsv(staffingResult([halfHourRow(0, { expectedServiceLevel: 0.45 })], { risk: 'expected' }));
  expect(csv).toBe(
    `${HEADER},expected_service_level\n2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,3,300,0.5,1,2,0.5,300,0.5,,true,0.45\n`,
  );
});

test('what a simulation says comes last', () => {
  const row = halfHourRow(0, { simulatedServiceLevel: 0.75, simulatedHalfWidth: 0.01 });
  const text = staffingCsv(staffingResult([row], { simulation: { seed: 1, mostReplications: 20 } }));
  expect(text).toBe(
    `${HEADER},simulated_service_level,simulated_half_width\n` +
      '2026-01-05T08:00:00Z,2026-01-05T08:30:00Z,3,300,0.5,1,2,0.5,300,0.5,,true,0.75,0.01\n',
  );
});

test('thousands of rows are all there, in order', () => {
  const rows = Array.from({ length: 4001 }, (_, volume) => halfHourRow(0, { volume }));
  const lines = staffingCsv(staffingResult(rows)).trimEnd().split('\n');
  expect(lines.slice(1).map((line) => Number(line.split(',')[2]))).toEqual(rows.map(({ volume }) => volume));
});
