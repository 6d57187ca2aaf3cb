import type { ProphetHoliday } from './holiday-columns.ts';

/** `auto` follows the span of the history; `true` takes the default order; a number is the Fourier order. */
export type SeasonalitySetting = 'auto' | boolean | number;

/** What shapes a Prophet model; names and defaults are those of Prophet. */
export interface ProphetOptions {
  /** `linear`: a line with changing slope. `flat`: a constant level. */
  readonly growth: 'linear' | 'flat';
  readonly yearly: SeasonalitySetting;
  readonly weekly: SeasonalitySetting;
  readonly daily: SeasonalitySetting;
  /** Standard deviation of the normal prior of every seasonal coefficient, in units of the scaled history. Positive. */
  readonly seasonalityPriorScale: number;
  /** Each a day of one year, those of years to come included. */
  readonly holidays: readonly ProphetHoliday[];
  /** Standard deviation of the normal prior of the coefficients of holidays without one of their own. Positive. */
  readonly holidaysPriorScale: number;
  /** Number of places where the slope may change, a whole number from 0. */
  readonly changepoints: number;
  /** Share of the history, from its start, in which changepoints lie; above 0, at most 1. */
  readonly changepointRangeFraction: number;
  /** Scale of the Laplace prior of every change of slope. Positive. */
  readonly changepointPriorScale: number;
}

/** Prophet's own defaults. */
export const PROPHET_DEFAULTS: ProphetOptions = {
  growth: 'linear',
  yearly: 'auto',
  weekly: 'auto',
  daily: 'auto',
  seasonalityPriorScale: 10,
  holidays: [],
  holidaysPriorScale: 10,
  changepoints: 25,
  changepointRangeFraction: 0.8,
  changepointPriorScale: 0.05,
};
