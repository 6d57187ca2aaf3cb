import type { IntradayHistory } from './intraday-history.ts';

/** The days before an origin, each with what came and what its slots usually bring, over the places that are known. */
export interface DaySums {
  /** How far each day is an ordinary one. */
  readonly ordinary: Float64Array;
  /** Days from each to the last day before the origin. */
  readonly ages: Float64Array;
  readonly weekdays: Uint8Array;
  readonly sums: Float64Array;
  readonly bases: Float64Array;
  /** sums / bases; NaN where nothing is known or usual. */
  readonly ratios: Float64Array;
  /** The same, pooled over the calendar days around it. */
  readonly localRatios: Float64Array;
}

const DAYS_AROUND = 3;

export function daySums({ values, season, days }: IntradayHistory, origin: number, ordinary: Float64Array): DaySums {
  const base = weightedSlotMeans(values, season, days.ofPlace, origin, ordinary);
  const sums = new Float64Array(ordinary.length);
  const bases = new Float64Array(ordinary.length);
  for (let place = 0; place < origin; place++) {
    if (Number.isNaN(values[place])) continue;
    sums[days.ofPlace[place]] += values[place];
    bases[days.ofPlace[place]] += base[place % season];
  }
  const last = days.calendar[ordinary.length - 1];
  const calendar = days.calendar.subarray(0, ordinary.length);
  return {
    ordinary,
    ages: calendar.map((day) => last - day),
    weekdays: Uint8Array.from(calendar, (day) => day % 7),
    sums,
    bases,
    ratios: sums.map((sum, day) => sum / bases[day]),
    localRatios: pooledAround(sums, bases, ordinary, calendar),
  };
}

function weightedSlotMeans(
  values: Float64Array,
  season: number,
  dayOf: Uint32Array,
  origin: number,
  ordinary: Float64Array,
): Float64Array {
  const sums = new Float64Array(season);
  const weights = new Float64Array(season);
  for (let place = 0; place < origin; place++) {
    if (Number.isNaN(values[place])) continue;
    const weight = ordinary[dayOf[place]];
    sums[place % season] += weight * values[place];
    weights[place % season] += weight;
  }
  return sums.map((sum, slot) => (weights[slot] === 0 ? 0 : sum / weights[slot]));
}

function pooledAround(sums: Float64Array, bases: Float64Array, ordinary: Float64Array, calendar: Float64Array) {
  return sums.map((_, day) => {
    let sum = 0;
    let base = 0;
    for (let k = Math.max(0, day - DAYS_AROUND); k <= Math.min(sums.length - 1, day + DAYS_AROUND); k++) {
      if (Math.abs(calendar[k] - calendar[day]) > DAYS_AROUND) continue;
      sum += ordinary[k] * sums[k];
      base += ordinary[k] * bases[k];
    }
    return sum / base;
  });
}
