import type { StaffingResult, StaffingRow } from '../../src/export/staffing-result.ts';

// 2026-01-05T08:00:00Z.
const EIGHT = Date.UTC(2026, 0, 5, 8) / 1000;

/** Half an hour from eight on, `slot` half hours later, in which one agent is busy half of the time. */
export const halfHourRow = (slot: number, changes: Partial<StaffingRow> = {}): StaffingRow => ({
  key: {},
  start: EIGHT + slot * 1800,
  end: EIGHT + (slot + 1) * 1800,
  volume: 3,
  ahtSeconds: 300,
  erlangs: 0.5,
  agents: 1,
  scheduledHeads: 2,
  serviceLevel: 0.5,
  asaSeconds: 300,
  occupancy: 0.5,
  abandonment: undefined,
  stable: true,
  ...changes,
});

/** A staffing by Erlang C for 80/20. */
export const staffingResult = (
  rows: readonly StaffingRow[],
  changes: Partial<StaffingResult> = {},
): StaffingResult => ({
  model: 'erlang-c',
  target: { serviceLevel: 0.8, withinSeconds: 20 },
  shrinkage: 0.3,
  risk: 'mean',
  hasSeveralSeries: false,
  rows,
  ...changes,
});
