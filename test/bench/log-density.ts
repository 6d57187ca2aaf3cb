import * as z from 'zod/mini';

/** What the peer hands to Stan: its own features and scaled history, as JSON. */
const stanData = z.object({
  y: z.array(z.number()),
  t: z.array(z.number()),
  t_change: z.array(z.number()),
  X: z.array(z.array(z.number())),
  K: z.number(),
  sigmas: z.array(z.number()),
  tau: z.number(),
});

/** Parameters in Stan's parametrisation. */
export interface StanParameters {
  readonly k: number;
  readonly m: number;
  readonly delta: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly sigmaObs: number;
}

/**
 * Log posterior density of prophet.stan for linear growth and additive features, constants dropped, computed in double
 * precision from the data that the peer passed to Stan. So both sides are judged by one formula.
 */
export function logDensityOf(dataJson: string, p: StanParameters): number {
  const data = stanData.parse(JSON.parse(dataJson));
  let sse = 0;
  for (const [i, y] of data.y.entries()) {
    let value = p.m + p.k * data.t[i];
    for (const [j, place] of data.t_change.entries()) value += p.delta[j] * Math.max(data.t[i] - place, 0);
    for (let c = 0; c < data.K; c++) value += data.X[i][c] * p.beta[c];
    sse += (y - value) ** 2;
  }
  const square = p.sigmaObs ** 2;
  let penalty = (p.k ** 2 + p.m ** 2) / 50 + 2 * square;
  for (let c = 0; c < data.K; c++) penalty += p.beta[c] ** 2 / (2 * data.sigmas[c] ** 2);
  for (let j = 0; j < data.t_change.length; j++) penalty += Math.abs(p.delta[j]) / data.tau;
  return -(data.y.length * Math.log(p.sigmaObs) + sse / (2 * square) + penalty);
}
