import { describe, expect, test } from 'vitest';
import { dailyVolumes } from './daily-volumes.ts';

describe('daily volumes', () => {
  // Read off the file by eye: 2016-01-01,4260 and 2016-01-02,4505.
  test('are the values of the file between two days, both included', () => {
    expect([...dailyVolumes('nyc311_daily.csv', undefined, '2016-01-01', '2016-01-02')]).toEqual([4260, 4505]);
  });

  test('are not given for days that the file does not reach, nor for a series that it does not hold', () => {
    expect(() => dailyVolumes('nyc311_daily.csv', undefined, '2018-12-30', '2019-01-02')).toThrow('2019-01-01');
    expect(() => dailyVolumes('nyc311_daily.csv', undefined, '2015-12-31', '2016-01-02')).toThrow('2015-12-31');
    expect(() => dailyVolumes('swast_ambulance_daily.csv', 'Devon', '2017-01-01', '2017-01-02')).toThrow('2017-01-01');
  });
});
