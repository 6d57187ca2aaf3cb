import { normalQuantile } from './normal.ts';

/**
 * The value that Student's t with whole `degrees` of freedom (1 or more) stays below with a probability from 0.5 to below 1.
 * Relative error below 1e-12 for probabilities up to 0.9999. RangeError outside.
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0.5 && probability < 1))
    throw new RangeError(`a probability for Student's t must be from 0.5 to below 1, not ${probability}`);
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(`the degrees of freedom of Student's t must be whole and 1 or more, not ${degrees}`);
  const central = 2 * probability - 1;
  const scale = densityAtZero(degrees);
  // The central probability is concave in t and the normal quantile lies below the answer, so Newton's steps only rise.
  let t = normalQuantile(probability);
  for (;;) {
    const density = 2 * scale * (1 + (t * t) / degrees) ** (-(degrees + 1) / 2);
    const next = t + (central - centralProbability(t, degrees)) / density;
    if (!(next > t * (1 + 1e-15))) return t;
    t = next;
  }
}

/** P(|T| < t). Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4. */
function centralProbability(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** Γ((n + 1)/2) / (Γ(n/2) √(nπ)), by the recurrence over n in steps of 2. */
function densityAtZero(degrees: number): number {
  let ratio = degrees % 2 === 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
  for (let k = degrees % 2 === 1 ? 1 : 2; k < degrees; k += 2) ratio *= (k + 1) / k;
  return ratio / Math.sqrt(degrees * Math.PI);
}
