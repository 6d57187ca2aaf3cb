import { expect, test } from 'vitest';
import { impactCsv, impactFileName } from '../../src/export/impact-csv.ts';

const NOTHING = { before: undefined, after: undefined, difference: undefined, lower: undefined, upper: undefined };

test('an impact report has metric and value first, as planners read it, and then what they rest on', () => {
  const queue = {
    queueId: 'q1',
    queueName: 'Billing, north',
    serviceLevel: { before: 0.62, after: 0.81, difference: 0.19, lower: 0.15, upper: 0.23 },
    occupancy: { before: 0.93, after: 0.87, difference: -0.06, lower: -0.07, upper: -0.05 },
  };
  expect(impactCsv({ profilesUpdated: 3, failedUpdates: 0, queues: [queue] })).toBe(
    [
      'Metric,Value,queue_id,queue_name,before,after,lower,upper',
      'Total Profiles Updated,3,,,,,,',
      'Failed Updates,0,,,,,,',
      'Queue q1 SL Change,0.19,q1,"Billing, north",0.62,0.81,0.15,0.23',
      'Queue q1 Occupancy Delta,-0.06,q1,"Billing, north",0.93,0.87,-0.07,-0.05',
      '',
    ].join('\n'),
  );
});

test('what was not measured, or not carried out, is empty and not 0', () => {
  const queue = { queueId: 'q1', queueName: 'Billing', serviceLevel: NOTHING, occupancy: NOTHING };
  const lines = impactCsv({ profilesUpdated: undefined, failedUpdates: undefined, queues: [queue] }).split('\n');
  expect(lines.slice(1, 4)).toEqual([
    'Total Profiles Updated,,,,,,,',
    'Failed Updates,,,,,,,',
    'Queue q1 SL Change,,q1,Billing,,,,',
  ]);
});

test('the name of a report tells when it was made, in UTC', () => {
  expect(impactFileName(Date.parse('2026-01-15T02:03:04.567Z') / 1000)).toBe('wfm_impact_report_20260115_020304');
});
