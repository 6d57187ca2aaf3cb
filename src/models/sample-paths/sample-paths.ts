import { normalQuantile } from '../../numeric/normal.ts';
import { fillUniform, randomStream } from '../../numeric/random-stream.ts';
import type { Forecast } from '../../series/forecast.ts';
import type { LeadDependence } from './lead-dependence.ts';

/** How many paths are drawn; even, since each has its mirror image. */
export const PATHS = 1000;

const SEED = 20_090_101;

/**
 * Yields, interval by interval, what comes on each of `PATHS` equally likely paths of a forecast; the array is the same each time. In every
 * interval the paths are quantiles of the forecast's own distribution, evenly spaced, so they have its bounds; which path has which of them
 * is drawn from a normal copula. Pinson, Madsen, Nielsen, Papaefthymiou, Klöckl, From probabilistic forecasts to statistical scenarios of
 * short-term wind power production, Wind Energy 12 (2009) 51-62; ranks as in Schefzik, Thorarinsdottir, Gneiting, Statistical Science 28
 * (2013) 616-640. Mirrored draws, and a fixed seed.
 */
export function* samplePaths(forecast: Forecast, dependence: LeadDependence): Generator<Float64Array> {
  const quantilesAt = quantileFunctions(forecast);
  const values = new Float64Array(PATHS);
  let lead = 0;
  for (const draws of correlatedDraws(dependence)) {
    if (lead === forecast.point.length) return;
    const quantiles = quantilesAt(lead++);
    const sorted = draws.slice().sort();
    for (let path = 0; path < PATHS; path++) values[path] = quantiles[rankOf(draws[path], sorted)];
    yield values;
  }
}

function rankOf(draw: number, sorted: Float64Array): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < draw) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Standard normal numbers for each path, lead by lead without end; the same array each time. */
function* correlatedDraws({ parts }: LeadDependence): Generator<Float64Array> {
  const random = randomStream(SEED);
  const uniforms = new Float64Array(PATHS / 2);
  const states = parts.map(() => normals(random, uniforms));
  const fadings = parts.map(({ halfLifeIntervals }) => 2 ** (-1 / halfLifeIntervals));
  const own = Math.sqrt(Math.max(0, 1 - parts.reduce((sum, { share }) => sum + share, 0)));
  const draws = new Float64Array(PATHS);
  for (;;) {
    const fresh = normals(random, uniforms);
    for (let path = 0; path < uniforms.length; path++) {
      let draw = own * fresh[path];
      for (const [k, { share }] of parts.entries()) draw += Math.sqrt(share) * states[k][path];
      draws[path] = draw;
      draws[PATHS - 1 - path] = -draw;
    }
    yield draws;
    for (const [k, fading] of fadings.entries()) {
      if (fading === 1) continue;
      const steps = normals(random, uniforms);
      for (let path = 0; path < steps.length; path++)
        states[k][path] = fading * states[k][path] + Math.sqrt(1 - fading * fading) * steps[path];
    }
  }
}

function normals(random: ReturnType<typeof randomStream>, uniforms: Float64Array): Float64Array {
  fillUniform(random, uniforms);
  return uniforms.map(normalQuantile);
}

/** By lead, quantiles of what the bounds say at all their levels, for the evenly spaced probabilities of the paths. */
function quantileFunctions({ point, intervals }: Forecast): (lead: number) => Float64Array {
  const nested = [...intervals].sort((a, b) => a.levelFraction - b.levelFraction);
  const away = nested.map(({ levelFraction }) => normalQuantile((1 + levelFraction) / 2));
  const knots = [...away.map((distance) => -distance).reverse(), 0, ...away];
  const scores = Float64Array.from({ length: PATHS }, (_, path) => normalQuantile((path + 0.5) / PATHS));
  const quantiles = new Float64Array(PATHS);
  return (lead) => {
    const known = [
      ...nested.map(({ lower }) => lower[lead]).reverse(),
      point[lead],
      ...nested.map(({ upper }) => upper[lead]),
    ];
    let right = 1;
    for (const [path, score] of scores.entries()) {
      while (right < knots.length - 1 && knots[right] < score) right++;
      const share = Math.min(1, Math.max(0, (score - knots[right - 1]) / (knots[right] - knots[right - 1])));
      quantiles[path] = known[right - 1] + share * (known[right] - known[right - 1]);
    }
    return quantiles;
  };
}
