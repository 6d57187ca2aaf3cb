import type { EtsForm } from './ets-form.ts';
import type { EtsGradient, EtsParameters, EtsStates } from './recursion.ts';

/** What the search moves freely: angles for the bounded parameters, states in units of the usual error. */
export interface SearchCoordinates {
  of(parameters: EtsParameters, states: EtsStates): Float64Array;
  parametersAt(at: Float64Array): EtsParameters;
  statesAt(at: Float64Array): EtsStates;
  gradientInto(at: Float64Array, by: EtsGradient, into: Float64Array): void;
}

// The bounds of R's forecast::ets: at an end, a part would never change or hold only the last value; beyond those of the damping,
// a trend is gone at once or as good as undamped.
const SHARE = { least: 1e-4, most: 0.9999 };
const PHI = { least: 0.8, most: 0.98 };

/**
 * The coordinates of a form: alpha within its bounds, beta up to alpha, gamma up to 1 - alpha, phi, then level, slope and all slots of
 * the season but the last, which the others fix: they add up to 0, or have the mean 1. A share between two bounds is the squared sine
 * of an angle, so that a bound is an ordinary point of the search.
 */
export function searchCoordinates(
  form: EtsForm,
  period: number,
  usualError: number,
  usualSize: number,
): SearchCoordinates {
  const hasTrend = form.trend !== 'none';
  const isDamped = form.trend === 'damped';
  const hasSeason = form.season !== 'none';
  const seasonUnit = form.season === 'multiplicative' ? usualError / usualSize : usualError;
  const seasonSum = form.season === 'multiplicative' ? period : 0;
  let next = 1;
  const betaAt = hasTrend ? next++ : 0;
  const gammaAt = hasSeason ? next++ : 0;
  const phiAt = isDamped ? next++ : 0;
  const levelAt = next++;
  const slopeAt = hasTrend ? next++ : 0;
  const slotsAt = next;
  const freeSlots = hasSeason ? period - 1 : 0;
  const parametersAt = (at: Float64Array): EtsParameters => {
    const alpha = within(SHARE.least, SHARE.most, at[0]);
    return {
      alpha,
      beta: hasTrend ? within(SHARE.least, alpha, at[betaAt]) : 0,
      gamma: hasSeason ? within(SHARE.least, 1 - alpha, at[gammaAt]) : 0,
      phi: isDamped ? within(PHI.least, PHI.most, at[phiAt]) : 1,
    };
  };
  return {
    parametersAt,
    of({ alpha, beta, gamma, phi }, { level, slope, seasonal }) {
      const at = new Float64Array(slotsAt + freeSlots);
      at[0] = angle(SHARE.least, SHARE.most, alpha);
      if (hasTrend) at[betaAt] = angle(SHARE.least, alpha, beta);
      if (hasSeason) at[gammaAt] = angle(SHARE.least, 1 - alpha, gamma);
      if (isDamped) at[phiAt] = angle(PHI.least, PHI.most, phi);
      at[levelAt] = level / usualError;
      if (hasTrend) at[slopeAt] = slope / usualError;
      for (let slot = 0; slot < freeSlots; slot++) at[slotsAt + slot] = seasonal[slot] / seasonUnit;
      return at;
    },
    statesAt(at) {
      const seasonal = new Float64Array(hasSeason ? period : 1);
      let rest = seasonSum;
      for (let slot = 0; slot < freeSlots; slot++) {
        seasonal[slot] = at[slotsAt + slot] * seasonUnit;
        rest -= seasonal[slot];
      }
      if (hasSeason) seasonal[freeSlots] = rest;
      return { level: at[levelAt] * usualError, slope: hasTrend ? at[slopeAt] * usualError : 0, seasonal };
    },
    gradientInto(at, by, into) {
      const { alpha } = parametersAt(at);
      const byAlpha =
        by.alpha +
        (hasTrend ? by.beta * Math.sin(at[betaAt]) ** 2 : 0) -
        (hasSeason ? by.gamma * Math.sin(at[gammaAt]) ** 2 : 0);
      into[0] = byAlpha * withinByAngle(SHARE.least, SHARE.most, at[0]);
      if (hasTrend) into[betaAt] = by.beta * withinByAngle(SHARE.least, alpha, at[betaAt]);
      if (hasSeason) into[gammaAt] = by.gamma * withinByAngle(SHARE.least, 1 - alpha, at[gammaAt]);
      if (isDamped) into[phiAt] = by.phi * withinByAngle(PHI.least, PHI.most, at[phiAt]);
      into[levelAt] = by.level * usualError;
      if (hasTrend) into[slopeAt] = by.slope * usualError;
      for (let slot = 0; slot < freeSlots; slot++)
        into[slotsAt + slot] = (by.seasonal[slot] - by.seasonal[freeSlots]) * seasonUnit;
    },
  };
}

const within = (least: number, most: number, angle: number): number => least + (most - least) * Math.sin(angle) ** 2;

const withinByAngle = (least: number, most: number, angle: number): number => (most - least) * Math.sin(2 * angle);

/** Rounding may lead a share out of its bounds, and one at a bound has no direction to leave it. */
const angle = (least: number, most: number, value: number): number =>
  Math.asin(Math.sqrt(Math.min(0.999, Math.max(0.001, (value - least) / (most - least)))));
