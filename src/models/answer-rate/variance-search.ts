/** A variance before any data: its likely size. The logarithm of the true one is thought to be normal around it. */
const LOG_SPREAD = 1.5;

/**
 * One step of the search for the variances that best explain the data: each in turn is multiplied and divided by `factor`, and what
 * has the greatest log likelihood plus log prior is kept. `usual` are the medians of the lognormal priors. A factor of 1 changes nothing.
 */
export function improvedVariances<Name extends string>(
  variances: Readonly<Record<Name, number>>,
  usual: Readonly<Record<Name, number>>,
  factor: number,
  logLikelihood: (variances: Readonly<Record<Name, number>>) => number,
): Readonly<Record<Name, number>> {
  if (factor === 1) return variances;
  const names = Object.keys(usual) as Name[];
  const logPosterior = (tried: Readonly<Record<Name, number>>) =>
    names.reduce(
      (sum, name) => sum - 0.5 * (Math.log(tried[name] / usual[name]) / LOG_SPREAD) ** 2,
      logLikelihood(tried),
    );
  let best = variances;
  let greatest = logPosterior(best);
  for (const name of names) {
    for (const value of [best[name] * factor, best[name] / factor]) {
      const tried = { ...best, [name]: value };
      const density = logPosterior(tried);
      if (density > greatest) {
        best = tried;
        greatest = density;
        break;
      }
    }
  }
  return best;
}
