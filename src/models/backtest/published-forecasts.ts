import { gridOf } from '../../series/calendar-step.ts';
import { intervalStarts, type Series } from '../../series/series.ts';
import { DAY_SECONDS, type EpochSeconds } from '../../series/time-zone.ts';
import { bias } from './bias.ts';
import { coverage } from './coverage.ts';
import type { Ratio } from './pooled-ratio.ts';
import type { ScoredPoints } from './scored-points.ts';
import { wape } from './wape.ts';

/** A forecast as it was given out, on the calendar of the history that it is judged by. */
export interface PublishedForecast {
  readonly model: string;
  readonly asOf: EpochSeconds;
  /** Start of the first interval. */
  readonly start: EpochSeconds;
  /** Probability that the bounds were to hold. */
  readonly intervalWidthFraction: number;
  readonly point: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** How far ahead a forecast was made: from so many days on, up to so many. */
interface LeadDays {
  readonly from: number;
  /** Infinite for the last. */
  readonly to: number;
}

/** What was forecast so far ahead by one model, in the form in which it can be pooled. */
export interface LeadScore {
  readonly model: string;
  readonly intervalWidthFraction: number;
  readonly lead: LeadDays;
  /** Intervals that were judged; one that several forecasts tell of counts as often. */
  readonly scored: number;
  readonly wape: Ratio;
  readonly bias: Ratio;
  readonly coverage: Ratio;
}

const LEADS: readonly LeadDays[] = [
  { from: 0, to: 1 },
  { from: 1, to: 7 },
  { from: 7, to: 14 },
  { from: 14, to: 28 },
  { from: 28, to: Number.POSITIVE_INFINITY },
];

/**
 * Judges forecasts by what then came, by how far ahead of each interval they were made; an interval that had begun counts as less
 * than a day. Intervals without a value are left out, and so are closed ones, which were forecast as nothing and brought nothing.
 */
export function judgePublished(actual: Series, forecasts: readonly PublishedForecast[]): LeadScore[] {
  const position = new Map([...intervalStarts(actual)].map((start, i) => [start, i]));
  const valueAt = (start: EpochSeconds): number => actual.values[position.get(start) ?? -1] ?? Number.NaN;
  return forecasts.flatMap((forecast) => {
    const starts = gridOf(forecast.start, actual.step, actual.timeZone, forecast.point.length);
    const values = starts.map(valueAt);
    const judged = [...values.keys()].filter(
      (i) => !Number.isNaN(values[i]) && (values[i] > 0 || forecast.upper[i] > 0),
    );
    return LEADS.flatMap((lead) => {
      const own = judged.filter((i) => isAhead(lead, starts[i] - forecast.asOf));
      return own.length === 0 ? [] : [scoreOf(forecast, values, own, lead)];
    });
  });
}

const isAhead = ({ from, to }: LeadDays, seconds: number): boolean => {
  const days = Math.max(0, seconds / DAY_SECONDS);
  return from <= days && days < to;
};

function scoreOf(forecast: PublishedForecast, values: Float64Array, judged: readonly number[], lead: LeadDays) {
  const picked = (all: Float64Array): Float64Array => Float64Array.from(judged, (i) => all[i]);
  const points: ScoredPoints = {
    actual: picked(values),
    point: picked(forecast.point),
    lower: picked(forecast.lower),
    upper: picked(forecast.upper),
  };
  return {
    model: forecast.model,
    intervalWidthFraction: forecast.intervalWidthFraction,
    lead,
    scored: judged.length,
    wape: wape(points),
    bias: bias(points),
    coverage: coverage(points),
  };
}
