import { expect, test } from 'vitest';
import { staffingDocument } from '../../src/export/staffing-json.ts';
import { halfHourRow, staffingResult } from './staffing-results.ts';

test('the document says what the staffing was made for, and null where a measure is not defined', () => {
  expect(staffingDocument(staffingResult([halfHourRow(0)]))).toEqual({
    schema: 'gcforecast/staffing@1',
    model: 'erlang-c',
    target: { serviceLevel: 0.8, withinSeconds: 20 },
    shrinkage: 0.3,
    risk: 'mean',
    intervals: [
      {
        start: '2026-01-05T08:00:00Z',
        end: '2026-01-05T08:30:00Z',
        volume: 3,
        ahtSeconds: 300,
        erlangs: 0.5,
        agents: 1,
        scheduledHeads: 2,
        serviceLevel: 0.5,
        asaSeconds: 300,
        occupancy: 0.5,
        abandonment: null,
        stable: true,
      },
    ],
  });
});

test('an interval on no calendar starts and ends at null', () => {
  const row = halfHourRow(0, { start: undefined, end: undefined });
  expect(staffingDocument(staffingResult([row]))).toMatchObject({ intervals: [{ start: null, end: null }] });
});

test('intervals carry their key when there are several series', () => {
  const rows = ['a', 'b'].map((queueId) => halfHourRow(0, { key: { queueId } }));
  const document = staffingDocument(staffingResult(rows, { hasSeveralSeries: true }));
  expect(document).toMatchObject({ intervals: [{ key: { queueId: 'a' } }, { key: { queueId: 'b' } }] });
});
