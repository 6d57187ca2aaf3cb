import { backSubstitute, choleskyInPlace, forwardSubstitute } from '../../../src/numeric/cholesky.ts';

/** A linear function of unknowns that was measured with some variance. */
export interface Measurement {
  readonly coefficients: readonly number[];
  readonly value: number;
  readonly variance: number;
}

/** What measurements say of one linear function of unknowns that are normal around 0 with the covariance. */
export interface Conditioned {
  readonly logLikelihood: number;
  readonly mean: number;
  readonly variance: number;
}

/** Textbook conditioning of a normal vector with all matrices written out. */
export function conditioned(
  covariance: readonly (readonly number[])[],
  measurements: readonly Measurement[],
  asked: readonly number[],
): Conditioned {
  const size = measurements.length;
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + x * b.reduce((inner, y, j) => inner + covariance[i][j] * y, 0), 0);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      matrix[i * size + j] =
        product(measurements[i].coefficients, measurements[j].coefficients) + (i === j ? measurements[i].variance : 0);
  choleskyInPlace(matrix, size);
  const values = Float64Array.from(measurements, ({ value }) => value);
  const solved = values.slice();
  forwardSubstitute(matrix, size, solved);
  let logLikelihood = 0;
  for (let i = 0; i < size; i++) logLikelihood -= Math.log(matrix[i * size + i]) + 0.5 * solved[i] ** 2;
  backSubstitute(matrix, size, solved);
  const cross = Float64Array.from(measurements, ({ coefficients }) => product(coefficients, asked));
  const weights = cross.slice();
  forwardSubstitute(matrix, size, weights);
  backSubstitute(matrix, size, weights);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  return { logLikelihood, mean: dot(cross, solved), variance: product(asked, asked) - dot(cross, weights) };
}
