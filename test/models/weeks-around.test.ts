import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_WEEKS_AROUND, sortWeeksAround } from '../../src/models/weeks-around.ts';

const value = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 50 }));

test('the known values of the same slot in five weeks on either side are there in rising order, the place itself is not', () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 100 }),
      fc.nat(),
      fc.integer({ min: 1, max: 8 }),
      (list, number, season) => {
        const place = number % list.length;
        const into = new Float64Array(MOST_WEEKS_AROUND);
        const known = sortWeeksAround(Float64Array.from(list), place, season, into);
        const expected = list
          .filter((_, i) => i !== place && (i - place) % season === 0 && Math.abs(i - place) <= 5 * season)
          .filter((each) => !Number.isNaN(each))
          .sort((a, b) => a - b);
        expect([...into.subarray(0, known)]).toEqual(expected);
      },
    ),
  );
});
