import { quasiNewton, type SmoothFunction } from '../../numeric/quasi-newton.ts';
import { type EtsForm, parameterCount } from './ets-form.ts';
import { firstStates } from './first-states.ts';
import { type EtsParameters, type EtsStates, emptyPath, runBackward, runForward } from './recursion.ts';
import { type SearchCoordinates, searchCoordinates } from './search-coordinates.ts';
import { isStable } from './stability.ts';

/** A form of exponential smoothing with its parameters and initial states, and how it does on values. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  readonly initial: EtsStates;
  /** After the last value. */
  readonly final: EtsStates;
  /** One-step forecasts, by place. */
  readonly fitted: Float64Array;
  /** Without its constant terms: Hyndman et al. (2008), formula 5.3. */
  readonly logLikelihood: number;
  /** Corrected information criterion; less is better. */
  readonly aicc: number;
  /** Variance of an error, relative to its forecast where errors are multiplicative. */
  readonly variance: number;
  /** Observed values less parameters and initial states. */
  readonly degrees: number;
  /** How many values there were, missing ones included. */
  readonly length: number;
}

// What the likelihood may lack, in the units of its logarithm: far below any difference that decides between forms.
const TOLERANCE = 1e-7;

// Errors of a part in a hundred million are rounding: without a floor the likelihood of a constant would have no bound.
const LEAST_RELATIVE_ERROR = 1e-8;

/** Shares of the way from the least to the most that beta and gamma may be, beside alpha and phi themselves. */
const STARTS = { alphas: [0.03, 0.15, 0.5, 0.85], betaShares: [0.02, 0.3], gammaShares: [0.02, 0.2], phi: 0.95 };

/** How many observed values a form takes: as many as it estimates, and those that its information criterion needs beside. */
export const valuesNeeded = (form: EtsForm, period: number): number => parameterCount(form, period) + 3;

export const takesPositiveOnly = ({ error, season }: EtsForm): boolean =>
  error === 'multiplicative' || season === 'multiplicative';

/**
 * The most likely parameters and initial states of a form of exponential smoothing. Smoothing parameters keep to the bounds of R's
 * forecast::ets and to stable forms. Undefined where no start keeps the forecasts of a multiplicative form above 0. RangeError when
 * there are too few values, or not above 0 where a part is multiplicative.
 */
export function fitForm(values: Float64Array, form: EtsForm, period: number): EtsFit | undefined {
  const needed = valuesNeeded(form, period);
  const observed = countObserved(values);
  if (observed < needed)
    throw new RangeError(`this form of exponential smoothing takes ${needed} values or more, not ${observed}`);
  if (takesPositiveOnly(form) && values.some((value) => value <= 0))
    throw new RangeError('multiplicative exponential smoothing takes values above 0');
  const start = bestStart(values, form, firstStates(values, form, period));
  if (start === undefined) return undefined;
  const usualSize = rootMeanSquare(values);
  const usualError = Math.max(LEAST_RELATIVE_ERROR * usualSize, Number.MIN_VALUE, start.usualError);
  const coordinates = searchCoordinates(form, start.initial.seasonal.length, usualError, usualSize);
  const { at } = quasiNewton(
    deviance(values, form, coordinates),
    coordinates.of(start.parameters, start.initial),
    TOLERANCE,
  );
  return runOf(values, form, coordinates.parametersAt(at), coordinates.statesAt(at));
}

/** A form with given parameters and initial states, run over values. RangeError where it forecasts 0 or less and may not. */
export function runOf(values: Float64Array, form: EtsForm, parameters: EtsParameters, initial: EtsStates): EtsFit {
  const path = emptyPath(values.length);
  const run = runForward(values, form, parameters, initial, path);
  if (run === undefined) throw new RangeError('multiplicative exponential smoothing came to a forecast of 0 or less');
  const observed = countObserved(values);
  const estimated = parameterCount(form, initial.seasonal.length);
  const sumOfSquares = Math.max(leastSum(values, form), run.sumOfSquares);
  const logLikelihood = -0.5 * (observed * Math.log(sumOfSquares) + 2 * run.sumOfLogs);
  const counted = estimated + 1;
  return {
    form,
    parameters,
    initial,
    final: run.states,
    fitted: path.forecasts,
    logLikelihood,
    aicc: -2 * logLikelihood + 2 * counted + (2 * counted * (counted + 1)) / (observed - counted - 1),
    variance: run.sumOfSquares / (observed - estimated),
    degrees: observed - estimated,
    length: values.length,
  };
}

/** Minus twice the logarithm of the likelihood, but for the constant, where a form is stable. */
function deviance(
  values: Float64Array,
  form: EtsForm,
  { parametersAt, statesAt, gradientInto }: SearchCoordinates,
): SmoothFunction {
  const path = emptyPath(values.length);
  const observed = countObserved(values);
  const floor = leastSum(values, form);
  const hasTrend = form.trend !== 'none';
  let sumOfSquares = 0;
  return {
    valueAt(at) {
      const parameters = parametersAt(at);
      const initial = statesAt(at);
      const isIn = form.season === 'none' || isStable(parameters, hasTrend, initial.seasonal.length);
      const run = isIn ? runForward(values, form, parameters, initial, path) : undefined;
      if (run === undefined) return Number.POSITIVE_INFINITY;
      sumOfSquares = run.sumOfSquares;
      return observed * Math.log(Math.max(floor, sumOfSquares)) + 2 * run.sumOfLogs;
    },
    gradientInto(at, gradient) {
      const weight = sumOfSquares > floor ? observed / sumOfSquares : 0;
      gradientInto(
        at,
        runBackward(values, form, parametersAt(at), path, weight, statesAt(at).seasonal.length),
        gradient,
      );
    },
  };
}

interface Start {
  readonly parameters: EtsParameters;
  readonly initial: EtsStates;
  /** In the unit of the values. */
  readonly usualError: number;
}

/** The best of a few parameters with the states that were guessed, or with these without a slope, which may lead below 0. */
function bestStart(values: Float64Array, form: EtsForm, guessed: EtsStates): Start | undefined {
  const path = emptyPath(values.length);
  const observed = countObserved(values);
  const guesses = guessed.slope === 0 ? [guessed] : [guessed, { ...guessed, slope: 0 }];
  const starts = guesses.flatMap((initial) =>
    startParameters(form).flatMap((parameters) => {
      const run = runForward(values, form, parameters, initial, path);
      if (run === undefined) return [];
      const usualError = Math.exp(0.5 * Math.log(run.sumOfSquares / observed) + run.sumOfLogs / observed);
      return [{ parameters, initial, usualError }];
    }),
  );
  return starts.length === 0 ? undefined : starts.reduce((a, b) => (b.usualError < a.usualError ? b : a));
}

function startParameters({ trend, season }: EtsForm): EtsParameters[] {
  const phi = trend === 'damped' ? STARTS.phi : 1;
  return STARTS.alphas.flatMap((alpha) =>
    (trend === 'none' ? [0] : STARTS.betaShares).flatMap((betaShare) =>
      (season === 'none' ? [0] : STARTS.gammaShares).map((gammaShare) => ({
        alpha,
        beta: betaShare * alpha,
        gamma: gammaShare * (1 - alpha),
        phi,
      })),
    ),
  );
}

/** Sum of squared errors that are rounding. */
function leastSum(values: Float64Array, form: EtsForm): number {
  const size = form.error === 'multiplicative' ? 1 : rootMeanSquare(values);
  return countObserved(values) * (LEAST_RELATIVE_ERROR * size) ** 2 + Number.MIN_VALUE;
}

function rootMeanSquare(values: Float64Array): number {
  const squares = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value * value), 0);
  return Math.sqrt(squares / countObserved(values));
}

function countObserved(values: Float64Array): number {
  let count = 0;
  for (let t = 0; t < values.length; t++) if (!Number.isNaN(values[t])) count++;
  return count;
}
