import type { DaySums } from './day-sums.ts';
import type { IntradayHistory } from './intraday-history.ts';

/** Half-lives in weeks with which shapes of days forget. */
export const SHAPE_HALF_LIVES = [0.5, 2, 8, Number.POSITIVE_INFINITY];

/** What each slot of the week brings on a day of usual size, and the variance of that estimate. */
export interface SlotShape {
  readonly values: Float64Array;
  readonly variances: Float64Array;
}

/** The shape for each half-life of `SHAPE_HALF_LIVES`: sum of values over sum of the ratios of their days. */
export function slotShapes(history: IntradayHistory, origin: number, days: DaySums): SlotShape[] {
  const estimates = SHAPE_HALF_LIVES.map((halfLifeWeeks) =>
    shapeOf(
      history,
      origin,
      days,
      days.ages.map((age, day) => days.ordinary[day] * 2 ** (-age / (7 * halfLifeWeeks))),
    ),
  );
  const dispersion = dispersionAround(estimates[estimates.length - 1].values, history, origin, days);
  return estimates.map(({ values, noise }) => ({
    values,
    variances: noise.map((each, slot) => dispersion * values[slot] * each),
  }));
}

function shapeOf(
  { values, season, days: { ofPlace } }: IntradayHistory,
  origin: number,
  days: DaySums,
  weights: Float64Array,
) {
  const sums = new Float64Array(season);
  const ratios = new Float64Array(season);
  const squares = new Float64Array(season);
  const { ratios: ofDays } = days;
  for (let place = 0, slot = 0; place < origin; place++, slot = slot + 1 === season ? 0 : slot + 1) {
    const ratio = ofDays[ofPlace[place]];
    if (Number.isNaN(values[place]) || !(ratio >= 0)) continue;
    const weight = weights[ofPlace[place]];
    sums[slot] += weight * values[place];
    ratios[slot] += weight * ratio;
    squares[slot] += weight * weight * ratio;
  }
  const known = (slot: number): boolean => ratios[slot] > 0;
  return {
    values: sums.map((sum, slot) => (known(slot) ? sum / ratios[slot] : 0)),
    // Of a Poisson count: the variance of the estimate over its mean.
    noise: squares.map((square, slot) => (known(slot) ? square / (ratios[slot] * ratios[slot]) : 0)),
  };
}

/** Variance over mean of the values around a shape, Pearson's estimate; 1, as of Poisson counts, where too few are known to tell. */
function dispersionAround(
  shape: Float64Array,
  { values, season, days: { ofPlace } }: IntradayHistory,
  origin: number,
  days: DaySums,
): number {
  let squares = 0;
  let observations = 0;
  for (let place = 0; place < origin; place++) {
    const day = ofPlace[place];
    const expected = shape[place % season] * days.ratios[day];
    if (!(expected > 0) || Number.isNaN(values[place])) continue;
    squares += (days.ordinary[day] * (values[place] - expected) ** 2) / expected;
    observations += days.ordinary[day];
  }
  const freedom = observations - shape.filter((value) => value > 0).length - days.sums.length;
  return freedom > 0 ? squares / freedom : 1;
}
