// The error of the trapezoid rule falls as exp(-2 pi d / width), d the distance of the poles: pi over the logit's deviation. It is
// about 1e-11 for a rate of which nothing is known, whose deviation is pi, and below rounding from half of that on.
const WIDTH = 0.25;
const REACH = 9;

export const expit = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Mean and variance of a rate whose logit is normal. */
export function logitNormalMoments(logit: { mean: number; variance: number }): { mean: number; variance: number } {
  const deviation = Math.sqrt(logit.variance);
  const centre = expit(logit.mean);
  let density = 0;
  let first = 0;
  let second = 0;
  for (let z = -REACH; z <= REACH; z += WIDTH) {
    const weight = Math.exp(-0.5 * z * z);
    const centred = expit(logit.mean + deviation * z) - centre;
    density += weight;
    first += weight * centred;
    second += weight * centred * centred;
  }
  const shift = first / density;
  return { mean: centre + shift, variance: second / density - shift * shift };
}
