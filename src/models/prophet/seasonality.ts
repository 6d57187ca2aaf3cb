import { DAY_SECONDS } from '../../series/time-zone.ts';
import type { ProphetOptions, SeasonalitySetting } from './options.ts';

/** One periodic part of the model: a Fourier sum of `order` sines and cosines. */
export interface Seasonality {
  readonly name: 'yearly' | 'weekly' | 'daily';
  readonly periodDays: number;
  readonly order: number;
}

const YEARLY: Seasonality = { name: 'yearly', periodDays: 365.25, order: 10 };
const WEEKLY: Seasonality = { name: 'weekly', periodDays: 7, order: 3 };
const DAILY: Seasonality = { name: 'daily', periodDays: 1, order: 4 };

/**
 * The seasonalities of a model, in Prophet's column order.
 *
 * Prophet switches a season on when the history spans two of its periods and is sampled more finely than one. It measures
 * the span from the first to the last time, so two whole years of daily values (span 729 days) leave the year off. Here the
 * last step counts too: the history covers `spanSeconds` + `stepSeconds`. `auto` differs from Prophet on those thresholds only.
 *
 * `spanSeconds`: from the first to the last time. `stepSeconds`: smallest distance between two times.
 */
export function seasonalitiesFor(
  options: Pick<ProphetOptions, 'yearly' | 'weekly' | 'daily'>,
  spanSeconds: number,
  stepSeconds: number,
): Seasonality[] {
  const coveredDays = (spanSeconds + stepSeconds) / DAY_SECONDS;
  const stepDays = stepSeconds / DAY_SECONDS;
  const coversTwice = (season: Seasonality) => coveredDays >= 2 * Math.floor(season.periodDays);
  return [
    ...chosen(YEARLY, options.yearly, coversTwice(YEARLY)),
    ...chosen(WEEKLY, options.weekly, coversTwice(WEEKLY) && stepDays < WEEKLY.periodDays),
    ...chosen(DAILY, options.daily, coversTwice(DAILY) && stepDays < DAILY.periodDays),
  ];
}

function chosen(season: Seasonality, setting: SeasonalitySetting, automatic: boolean): Seasonality[] {
  if (setting === 'auto') return automatic ? [season] : [];
  if (typeof setting === 'number') return setting > 0 ? [{ ...season, order: setting }] : [];
  return setting ? [season] : [];
}

// Rotating by a constant angle is ten times faster than sine and cosine; restarting this often keeps the error below 1e-14.
const ROTATIONS_BEFORE_RESTART = 64;

/**
 * Fourier columns sin(2 pi n d / P), cos(2 pi n d / P), n = 1..order, interleaved, season after season; d is the time in days
 * since 1970-01-01. One array per column, one value per row. (Taylor and Letham, Forecasting at Scale, 2018, section 3.2.)
 */
export function fourierColumns(wallSeconds: Float64Array, seasonalities: readonly Seasonality[]): Float64Array[] {
  return seasonalities.flatMap((season) => columnsOf(wallSeconds, season));
}

function columnsOf(wallSeconds: Float64Array, { periodDays, order }: Seasonality): Float64Array[] {
  const rows = wallSeconds.length;
  const [sine, cosine] = firstHarmonic(wallSeconds, periodDays * DAY_SECONDS);
  const columns = [sine, cosine];
  for (let n = 2; n <= order; n++) {
    const previousSine = columns[2 * n - 4];
    const previousCosine = columns[2 * n - 3];
    const nextSine = new Float64Array(rows);
    const nextCosine = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const s = sine[i];
      const c = cosine[i];
      nextSine[i] = previousSine[i] * c + previousCosine[i] * s;
      nextCosine[i] = previousCosine[i] * c - previousSine[i] * s;
    }
    columns.push(nextSine, nextCosine);
  }
  return columns;
}

function firstHarmonic(wallSeconds: Float64Array, periodSeconds: number): [Float64Array, Float64Array] {
  const rows = wallSeconds.length;
  const sine = new Float64Array(rows);
  const cosine = new Float64Array(rows);
  let step = Number.NaN;
  let turnSine = 0;
  let turnCosine = 1;
  let rotations = 0;
  for (let i = 0; i < rows; i++) {
    const distance = i === 0 ? Number.NaN : wallSeconds[i] - wallSeconds[i - 1];
    if (distance === step && rotations < ROTATIONS_BEFORE_RESTART) {
      sine[i] = sine[i - 1] * turnCosine + cosine[i - 1] * turnSine;
      cosine[i] = cosine[i - 1] * turnCosine - sine[i - 1] * turnSine;
      rotations++;
      continue;
    }
    // Whole seconds and a period of whole seconds make the remainder exact, so the angle is small and exact too.
    const angle = (2 * Math.PI * (wallSeconds[i] % periodSeconds)) / periodSeconds;
    sine[i] = Math.sin(angle);
    cosine[i] = Math.cos(angle);
    rotations = 0;
    if (distance !== step && i > 0) {
      step = distance;
      const turn = (2 * Math.PI * (step % periodSeconds)) / periodSeconds;
      turnSine = Math.sin(turn);
      turnCosine = Math.cos(turn);
    }
  }
  return [sine, cosine];
}
