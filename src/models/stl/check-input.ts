import type { LoessSettings } from '../../numeric/loess-grid.ts';
import type { StlSettings } from './settings.ts';

/** Throws a RangeError that names the place where values, settings or weights cannot be decomposed. */
export function checkStlInput(values: Float64Array, settings: StlSettings, priorWeights?: Float64Array): void {
  checkSettings(settings);
  if (values.length < 2 * settings.period)
    throw new RangeError(`${values.length} values are fewer than two periods of ${settings.period}`);
  if (priorWeights !== undefined) checkWeights(priorWeights, values.length);
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]) && priorWeights?.[i] !== 0)
      throw new RangeError(`values[${i}] is ${values[i]}, which only a prior weight of 0 allows`);
}

function checkWeights(weights: Float64Array, length: number): void {
  if (weights.length !== length) throw new RangeError(`${weights.length} prior weights for ${length} values`);
  for (let i = 0; i < length; i++)
    if (!(weights[i] >= 0 && weights[i] < Infinity))
      throw new RangeError(`priorWeights[${i}] is ${weights[i]}, not 0 or a positive number`);
  if (weights.every((weight) => weight === 0)) throw new RangeError('all prior weights are 0');
}

function checkSettings({ period, seasonal, trend, lowPass, innerPasses, outerPasses }: StlSettings): void {
  checkInteger('period', period, 2);
  if (seasonal !== 'periodic') checkLoess('seasonal', seasonal);
  checkLoess('trend', trend);
  checkLoess('lowPass', lowPass);
  checkInteger('innerPasses', innerPasses, 1);
  checkInteger('outerPasses', outerPasses, 0);
}

function checkLoess(name: string, { window, degree, jump }: LoessSettings): void {
  checkInteger(`${name}.window`, window, 3);
  if (window % 2 === 0) throw new RangeError(`${name}.window is ${window}, not odd`);
  if (degree !== 0 && degree !== 1) throw new RangeError(`${name}.degree is ${degree}, not 0 or 1`);
  checkInteger(`${name}.jump`, jump, 1);
}

/** Throws a RangeError that calls the value by its name. */
export function checkInteger(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`${name} is ${value}, not a whole number of at least ${least}`);
}
