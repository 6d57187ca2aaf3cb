import type { DaySums } from './day-sums.ts';

/** A way to estimate the level: with one memory, or with a fast one from which it returns to a slow one. Half-lives in days. */
export interface LevelKind {
  readonly halfLifeDays: number;
  readonly slowHalfLifeDays?: number;
}

const FOREVER = Number.POSITIVE_INFINITY;
const SINGLE: readonly LevelKind[] = [0.5, 1, 2, 4, 8, 16, 32, FOREVER].map((halfLifeDays) => ({ halfLifeDays }));
const REVERTING: readonly LevelKind[] = [
  { halfLifeDays: 1, slowHalfLifeDays: 28 },
  { halfLifeDays: 1, slowHalfLifeDays: FOREVER },
  { halfLifeDays: 3, slowHalfLifeDays: 28 },
  { halfLifeDays: 3, slowHalfLifeDays: FOREVER },
];
// What is left of the fast level's share after each further day.
const REVERSION = 0.8;
// The slow level of a shorter history is hardly another than the fast one.
const WEEKS_TO_REVERT = 4;

/** The ways to estimate a level from so many weeks. */
export const levelKinds = (weeks: number): readonly LevelKind[] =>
  weeks < WEEKS_TO_REVERT ? SINGLE : [...SINGLE, ...REVERTING];

/** The level of each kind, relative to the base of the slots, so many days after the last day known. */
export function levelsAhead(days: DaySums, kinds: readonly LevelKind[]): (daysAhead: number) => Float64Array {
  const levels = kinds.map(({ halfLifeDays, slowHalfLifeDays }) => {
    const fast = levelOf(days, halfLifeDays);
    return { fast, slow: slowHalfLifeDays === undefined ? fast : levelOf(days, slowHalfLifeDays) };
  });
  return (daysAhead) => {
    const share = REVERSION ** (daysAhead - 1);
    return Float64Array.from(levels, ({ fast, slow }) => share * fast + (1 - share) * slow);
  };
}

function levelOf({ ordinary, ages, sums, bases }: DaySums, halfLifeDays: number): number {
  let sum = 0;
  let base = 0;
  for (let day = 0; day < sums.length; day++) {
    const weight = ordinary[day] * 2 ** (-ages[day] / halfLifeDays);
    sum += weight * sums[day];
    base += weight * bases[day];
  }
  return sum / base;
}
