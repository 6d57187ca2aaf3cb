import { expect, it } from 'vitest';
import { mstl } from '../../../src/models/stl/mstl.ts';
import { settingsOfR } from '../../../src/models/stl/settings.ts';
import { stl } from '../../../src/models/stl/stl.ts';

/** Hours of some weeks: a profile of the day, lower on the last two days of the week. */
const hours = Float64Array.from({ length: 24 * 7 * 6 }, (_, i) => {
  const daily = 100 * Math.sin((2 * Math.PI * i) / 24);
  const weekly = Math.floor(i / 24) % 7 > 4 ? -80 : 32;
  return 400 + 0.05 * i + daily + weekly;
});

it('of one period is STL with the settings of R and a seasonal window of 11', () => {
  const { trend, seasonals, remainder } = mstl(hours, { periods: [24] });
  const expected = stl(hours, settingsOfR(24, 11, hours.length));
  expect(trend).toEqual(expected.trend);
  expect(seasonals).toEqual([{ period: 24, values: expected.seasonal }]);
  // (y - seasonal) - trend both, after adding a season of zeros here.
  expect(remainder).toEqual(expected.remainder);
});

it('leaves out periods without more than two cycles, takes each once and sorts them', () => {
  const two = mstl(hours.subarray(0, 336), { periods: [168, 24, 24] });
  expect(two.seasonals.map(({ period }) => period)).toEqual([24]);
  const more = mstl(hours.subarray(0, 337), { periods: [168, 24, 24] });
  expect(more.seasonals.map(({ period }) => period)).toEqual([24, 168]);
});

it('splits values into parts that add up to them, missing ones too', () => {
  const values = hours.map((y, i) => (i >= 200 && i < 300 ? Number.NaN : y));
  const weights = values.map((y) => (Number.isNaN(y) ? 0 : 1));
  const { trend, seasonals, remainder } = mstl(values, { periods: [24, 168] }, weights);
  for (let i = 0; i < values.length; i++) {
    const fitted = seasonals.reduce((sum, season) => sum + season.values[i], trend[i]);
    expect(Number.isFinite(fitted)).toBe(true);
    if (Number.isNaN(values[i])) expect(remainder[i]).toBeNaN();
    else expect(Math.abs(fitted + remainder[i] - values[i])).toBeLessThan(1e-11);
  }
});

it('fills a gap of four days with what the other weeks show there', () => {
  const weights = hours.map((_, i) => (i >= 400 && i < 500 ? 0 : 1));
  const { trend, seasonals } = mstl(hours, { periods: [24, 168], seasonalWindows: ['periodic'] }, weights);
  for (let i = 400; i < 500; i++) {
    const fitted = seasonals.reduce((sum, season) => sum + season.values[i], trend[i]);
    expect(Math.abs(fitted - hours[i])).toBeLessThan(0.05 * 100);
  }
});
