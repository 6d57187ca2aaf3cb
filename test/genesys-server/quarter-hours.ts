import type { MetricStats } from './centre.ts';

export const QUARTER_MS = 900_000;

/** How often something took how long, per quarter-hour. */
interface TimerCells {
  add(cell: number, ms: number): void;
  /** The stats over the cells `from` to `to`, `to` excluded; undefined when nothing happened. */
  stats(from: number, to: number): MetricStats | undefined;
}

export function timerCells(cells: number): TimerCells {
  const counts = new Int32Array(cells);
  const sums = new Float64Array(cells);
  const minima = new Float64Array(cells).fill(Number.POSITIVE_INFINITY);
  const maxima = new Float64Array(cells);
  return {
    add(cell, ms) {
      if (!(cell >= 0 && cell < cells)) throw new RangeError(`no quarter-hour ${cell}`);
      counts[cell]++;
      sums[cell] += ms;
      if (ms < minima[cell]) minima[cell] = ms;
      if (ms > maxima[cell]) maxima[cell] = ms;
    },
    stats(from, to) {
      let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, 0];
      for (let cell = from; cell < to; cell++) {
        count += counts[cell];
        sum += sums[cell];
        min = Math.min(min, minima[cell]);
        max = Math.max(max, maxima[cell]);
      }
      return count === 0 ? undefined : { count, sum, min, max };
    },
  };
}
