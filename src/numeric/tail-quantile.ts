import { studentTQuantile } from './student-t.ts';

/**
 * What a further draw stays below with this probability (strictly between 0 and 1), from draws around 0 in rising order: the
 * order statistic at (n + 1) times the probability, interpolated (Hyndman and Fan, The American Statistician 50 (1996)
 * 361-365, definition 6). Where so few draws do not reach that far, Student's t with their root mean square, but not less
 * than the outermost draw. RangeError without draws.
 */
export function tailQuantile(sorted: Float64Array, probability: number): number {
  const count = sorted.length;
  if (count === 0) throw new RangeError('there are no draws to take a quantile of');
  const position = (count + 1) * probability;
  if (position < 1) return Math.min(sorted[0], -studentTail(sorted, 1 - probability));
  if (position > count) return Math.max(sorted[count - 1], studentTail(sorted, probability));
  const below = Math.floor(position);
  const lower = sorted[below - 1];
  return below === count ? lower : lower + (position - below) * (sorted[below] - lower);
}

function studentTail(draws: Float64Array, probability: number): number {
  const meanSquare = draws.reduce((sum, draw) => sum + draw * draw, 0) / draws.length;
  return Math.sqrt(meanSquare) * studentTQuantile(probability, draws.length);
}
