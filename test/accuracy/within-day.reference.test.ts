// Series whose licences forbid a copy; `npm run accuracy -- update` has all sets. Run: REFERENCE_DATA=<folder> npm run test:reference
import { expect, test } from 'vitest';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { INTRADAY_SETS } from './sets.ts';
import { withinDayScore } from './within-day.ts';

const folder = process.env['REFERENCE_DATA'];

test.skipIf(folder === undefined).each([
  ['bank_30min', 0.92],
  ['bike_hourly', 0.65],
])('with half a day known, the rest of it in %s errs at most %d of day-ahead', (name, most) => {
  const [set] = INTRADAY_SETS.filter((one) => one.name === name);
  const score = withinDayScore(readSeriesRows(`${folder}/data`, set.series), set, levelShape, 28, 0.5);
  expect(score.updatedWape / score.dayAheadWape).toBeLessThan(most);
  expect(Math.abs(score.updatedCoverage - 0.8)).toBeLessThan(0.1);
});
