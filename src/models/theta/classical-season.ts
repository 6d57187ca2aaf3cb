/** One factor or addend for each slot of a season, and how it meets the values. */
export interface ClassicalSeason {
  readonly kind: 'factor' | 'addend';
  readonly bySlot: Float64Array;
}

// A slot with less of the usual value would be divided by next to nothing.
const LEAST_FACTOR = 1e-10;

/**
 * The season of a classical decomposition: the mean of each slot over, or less, a centred moving average of one period, brought to mean
 * 1 or 0. Factors, but for values below 0 and slots that hold nothing. Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice, section 3.4. RangeError when a slot never stands amid a whole period of values.
 */
export function classicalSeason(values: Float64Array, period: number): ClassicalSeason {
  if (!values.some((value) => value < 0)) {
    const factors = slotMeans(values, period, (value, average) => value / average);
    if (factors.every((factor) => factor > LEAST_FACTOR && factor < Number.POSITIVE_INFINITY)) {
      const centre = mean(factors);
      return { kind: 'factor', bySlot: factors.map((factor) => factor / centre) };
    }
  }
  const addends = slotMeans(values, period, (value, average) => value - average);
  if (addends.some(Number.isNaN)) throw new RangeError('too many values are missing to show the season');
  const centre = mean(addends);
  return { kind: 'addend', bySlot: addends.map((addend) => addend - centre) };
}

/** The values without their season; NaN where they are missing. */
export const withoutSeason = (values: Float64Array, { kind, bySlot }: ClassicalSeason): Float64Array =>
  values.map((value, place) => {
    const ofSlot = bySlot[place % bySlot.length];
    return kind === 'factor' ? value / ofSlot : value - ofSlot;
  });

/** The mean of what the values of each slot are to their moving average; NaN where there is none. */
function slotMeans(
  values: Float64Array,
  period: number,
  compare: (value: number, average: number) => number,
): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Uint32Array(period);
  const half = Math.floor(period / 2);
  for (let place = half; place + half < values.length; place++) {
    const average = movingAverage(values, place, period);
    if (Number.isNaN(average) || Number.isNaN(values[place])) continue;
    sums[place % period] += compare(values[place], average);
    counts[place % period]++;
  }
  return sums.map((sum, slot) => sum / counts[slot]);
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of one period around a place, with half weights at the ends of an even one; NaN where a value is missing. */
function movingAverage(values: Float64Array, place: number, period: number): number {
  const half = Math.floor(period / 2);
  let sum = 0;
  for (let i = place - half; i <= place + half; i++) sum += values[i];
  return (period % 2 === 1 ? sum : sum - (values[place - half] + values[place + half]) / 2) / period;
}
