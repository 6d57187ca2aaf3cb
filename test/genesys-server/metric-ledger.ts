import type { Metric, MetricStats, Tally } from './centre.ts';
import { QUARTER_MS, timerCells } from './quarter-hours.ts';

/** Metrics of some contacts, by the quarter-hour in which they are emitted. */
export interface MetricLedger {
  count(metric: Metric, atMs: number): void;
  time(metric: Metric, atMs: number, ms: number): void;
  /** Whether a contact whose wait ended was served within the target. */
  judge(atMs: number, isInTime: boolean): void;
  tally(borders: readonly number[]): Tally[];
}

/** An empty ledger of so many quarter-hours from an instant on. */
export function metricLedger(firstMs: number, quarters: number, target: number): MetricLedger {
  const counters = new Map<Metric, Int32Array>();
  const timers = new Map<Metric, ReturnType<typeof timerCells>>();
  const judged = new Int32Array(quarters);
  const inTime = new Int32Array(quarters);
  const cellAt = (ms: number): number => Math.floor((ms - firstMs) / QUARTER_MS);
  const borderAt = (ms: number): number => {
    const border = (ms - firstMs) / QUARTER_MS;
    if (!Number.isInteger(border)) throw new Error(`this centre knows whole quarter-hours only, not ${ms} ms`);
    return Math.max(0, Math.min(border, quarters));
  };
  const serviceLevel = (from: number, to: number): MetricStats | undefined => {
    const denominator = sum(judged, from, to);
    return denominator === 0 ? undefined : { numerator: sum(inTime, from, to), denominator, target };
  };
  return {
    count(metric, atMs) {
      const cells = counters.get(metric) ?? new Int32Array(quarters);
      counters.set(metric, cells);
      cells[cellAt(atMs)]++;
    },
    time(metric, atMs, ms) {
      const cells = timers.get(metric) ?? timerCells(quarters);
      timers.set(metric, cells);
      cells.add(cellAt(atMs), ms);
    },
    judge(atMs, isInTime) {
      judged[cellAt(atMs)]++;
      if (isInTime) inTime[cellAt(atMs)]++;
    },
    tally(borders) {
      const at = borders.map(borderAt);
      return at.slice(1).map((to, i) => {
        const from = at[i];
        const counted = Array.from(counters, ([metric, cells]) => [metric, counter(sum(cells, from, to))] as const);
        const timed = Array.from(timers, ([metric, cells]) => [metric, cells.stats(from, to)] as const);
        const all = [...counted, ...timed, ['oServiceLevel', serviceLevel(from, to)] as const];
        return Object.fromEntries(all.filter(([, stats]) => stats !== undefined));
      });
    },
  };
}

const counter = (count: number): MetricStats | undefined => (count === 0 ? undefined : { count });

function sum(cells: Int32Array, from: number, to: number): number {
  let total = 0;
  for (let cell = from; cell < to; cell++) total += cells[cell];
  return total;
}
