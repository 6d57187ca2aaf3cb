import { describe, expect, test } from 'vitest';
import { averageHandleSeconds, recentHandleSeconds } from '../../src/series/handle-time.ts';
import type { VolumeRecord } from '../../src/series/records.ts';
import { volumeRecord } from './volume-record.ts';

test('A.6: handle time is the pooled ratio, not the mean of ratios', () => {
  const busy = { handleSeconds: 99 * 200, handled: 99 };
  const quiet = { handleSeconds: 1000, handled: 1 };
  // (19800 + 1000) / 100; the mean of 200 and 1000 would be 600.
  expect(averageHandleSeconds([busy, quiet])).toBe(208);
});

test('A.6: without a handled contact it is not a number, and not 0', () => {
  expect(averageHandleSeconds([{ handleSeconds: 0, handled: 0 }])).toBeNaN();
  expect(averageHandleSeconds([])).toBeNaN();
});

describe('the handle time that goes with a forecast', () => {
  const DAY = 86_400;
  const END = Date.UTC(2026, 0, 31) / 1000;
  const handled = (daysBack: number, seconds: number, count: number, key: Partial<VolumeRecord> = {}): VolumeRecord =>
    volumeRecord({
      intervalStart: END - daysBack * DAY,
      intervalEnd: END - (daysBack - 1) * DAY,
      handleSeconds: seconds,
      handled: count,
      ...key,
    });

  test('is pooled over the last four weeks', () => {
    const records = [handled(29, 9000, 1), handled(28, 100, 1), handled(1, 900, 3)];
    expect(recentHandleSeconds(records, {}, END)).toBe(250);
  });
  test('is that of the whole history when the last four weeks handled nothing', () => {
    expect(recentHandleSeconds([handled(100, 600, 2), handled(5, 0, 0)], {}, END)).toBe(300);
  });
  test('is unknown, not 0, when nothing was ever handled', () => {
    expect(recentHandleSeconds([handled(5, 0, 0)], {}, END)).toBeUndefined();
  });
  test('is that of the queue and the media type of the series', () => {
    const records = [
      handled(1, 100, 1, { queueId: 'a', mediaType: 'voice' }),
      handled(1, 200, 1, { queueId: 'a', mediaType: 'chat' }),
      handled(1, 600, 1, { queueId: 'b', mediaType: 'voice' }),
    ];
    expect(recentHandleSeconds(records, { queueId: 'a' }, END)).toBe(150);
    expect(recentHandleSeconds(records, { mediaType: 'voice' }, END)).toBe(350);
    expect(recentHandleSeconds(records, { queueId: 'a', mediaType: 'chat' }, END)).toBe(200);
  });
});
