import { negativeBinomialProbability } from '../../numeric/negative-binomial.ts';
import { isSubDaily } from '../../series/calendar-step.ts';
import type { DisturbedInterval } from '../../series/disturbed-interval.ts';
import { intervalStarts, type Series, wallDays } from '../../series/series.ts';
import { DAY_SECONDS } from '../../series/time-zone.ts';
import { yearlyKeys } from '../level-shape/calendar/yearly-keys.ts';
import { CLOSED, type SeasonalGrid, seasonalGrid, slotsInSeason } from '../seasonal-grid.ts';
import { dispersionOfBlocks } from './count-dispersion.ts';
import { unlikelyRuns } from './unlikely-runs.ts';
import { type UsualCounts, usualCounts } from './usual-counts.ts';

// A history without disturbances has a false alarm with at most this chance, if counts are negative binomial. Less than the twentieth that
// may be borne, since what is usual and how much it varies are estimated.
const FALSE_ALARM_CHANCE = 0.02;
/**
 * What a run is taken to have of its usual counts when it is disturbed, and the share beyond which its sum must lie: as of days. Rain and
 * half-holidays leave more than a tenth, and leaving only their worst hours out made forecasts worse.
 */
const KINDS = [
  { kind: 'outage', factor: 0.05, bound: 0.1 },
  { kind: 'flood', factor: 2, bound: 2 },
] as const;
// Long enough for counts of half-hours to be more than a handful, short enough for hours to vary as they do within a run.
const BLOCK_SECONDS = 7200;
// What lasts for longer is a new level, or a new pattern of the day.
const MOST_DAYS_IN_A_ROW = 2;
// A holiday closes a day, or cuts it short.
const LEAST_HOLIDAY_SHARE = 0.5;
const LEAST_WEEKS = 4;
// Of all times of the week, closed ones included: with more, some of them have a place.
const LEAST_KNOWN_SHARE = 0.05;
// Beyond, counts are Poisson for all that can be told.
const LARGEST_SIZE = 1e6;

type Kind = (typeof KINDS)[number];

/** The places of a history below a day, with what is usual there. */
interface Places {
  readonly grid: SeasonalGrid;
  readonly usual: UsualCounts;
  /** Variance over mean of counts of hours. */
  readonly dispersion: number;
  /** Shape of the gamma law by which days differ from what is usual. */
  readonly shapeOfDays: number;
  readonly days: readonly OpenDay[];
}

interface OpenDay {
  /** Its calendar day in days since 1970-01-01. */
  readonly calendar: number;
  readonly first: number;
  /** Excluded. */
  readonly end: number;
}

interface FoundRun {
  readonly kind: Kind['kind'];
  readonly day: number;
  readonly first: number;
  readonly last: number;
  readonly value: number;
  readonly usual: number;
}

/**
 * Stretches of a day, in a history of intervals below a day, with a tenth of their usual counts or less (outage), or more than twice as much
 * (flood), where the chance of counts so unusual anywhere is below 2 %: by likelihood ratios of negative binomial counts, which vary
 * around the same time of the week in the five weeks on either side as much as those of the history do. Dips that come back each week
 * are usual. Not what lasts for more than two days, nor outages on days that come back every year, such as public holidays. None of
 * days or longer steps, of values below 0, of less than four weeks, or where next to
 * nothing is known.
 */
export function disturbedHours(series: Series): DisturbedInterval[] {
  if (!isSubDaily(series.step) || !isJudgeable(series)) return [];
  const places = placesOf(series);
  if (places === undefined) return [];
  const found = KINDS.flatMap((kind) => withoutLasting(runsOf(places, kind)));
  return intervalsOf(withoutYearly(found, places), places.grid);
}

/** Whether weeks, values and times of the week with values are enough to tell what is usual. */
function isJudgeable({ step, values }: Series): boolean {
  const known = values.filter((value) => !Number.isNaN(value));
  return (
    values.length >= LEAST_WEEKS * slotsInSeason(step, 0) &&
    known.length > LEAST_KNOWN_SHARE * values.length &&
    known.every((value) => value >= 0)
  );
}

function placesOf(series: Series): Places | undefined {
  const grid = seasonalGrid(series);
  const usual = usualCounts(grid);
  const days = openDays(series, grid);
  const dayOfPlace = new Uint32Array(grid.values.length);
  for (const [day, { first, end }] of days.entries()) dayOfPlace.fill(day, first, end);
  const perBlock = Math.max(1, Math.round(BLOCK_SECONDS / series.step.count));
  const perDay = Math.ceil(DAY_SECONDS / series.step.count / perBlock);
  const blocks = dayOfPlace.map((day, place) => day * perDay + Math.floor((place - days[day].first) / perBlock));
  const ofDays = dispersionOfBlocks(grid.values, usual.means, dayOfPlace);
  if (ofDays === undefined) return undefined;
  const dispersion = dispersionOfBlocks(grid.values, usual.means, blocks) ?? ofDays;
  const expected = knownSum(usual.means) / days.length;
  // What days vary more than their hours explain.
  const shapeOfDays = Math.min(LARGEST_SIZE, expected / Math.max(0, ofDays - dispersion));
  return { grid, usual, dispersion, shapeOfDays, days };
}

const knownSum = (means: Float64Array): number => means.reduce((sum, mean) => sum + (Number.isNaN(mean) ? 0 : mean), 0);

function openDays(series: Series, { places }: SeasonalGrid): OpenDay[] {
  const wall = wallDays(series.timeZone, intervalStarts(series));
  const days: { calendar: number; first: number; end: number }[] = [];
  for (let i = 0; i < places.length; i++) {
    if (places[i] === CLOSED) continue;
    const calendar = Math.floor(wall[i]);
    const last = days.at(-1);
    if (last?.calendar === calendar) last.end = Math.max(last.end, places[i] + 1);
    else days.push({ calendar, first: places[i], end: places[i] + 1 });
  }
  return days;
}

function runsOf({ grid: { values }, usual, dispersion, shapeOfDays, days }: Places, kind: Kind): FoundRun[] {
  const expected = expectedFor(usual, kind);
  // Where nothing is usual nothing can be missing, and no run starts.
  const starts = usual.means.filter((mean) => mean > 0).length;
  const chance = FALSE_ALARM_CHANCE / KINDS.length / Math.max(1, starts);
  const logRatioAt = (place: number): number => {
    const mean = expected[place];
    if (!(mean > 0) || Number.isNaN(values[place])) return 0;
    const size = sizeOf(mean, dispersion, usual.weeks[place] * mean);
    return logRatio(values[place], mean, size, kind.factor);
  };
  return days.flatMap(({ first, end }, day) =>
    unlikelyRuns(logRatioAt, first, end, -Math.log(chance)).flatMap((run) => {
      let value = 0;
      let mean = 0;
      for (let place = run.first; place <= run.last; place++) {
        if (Number.isNaN(values[place]) || !(expected[place] >= 0)) continue;
        value += values[place];
        mean += expected[place];
      }
      // Of few contacts that came through, a standard error may be chance.
      const isBeyond = kind.factor < 1 ? value - Math.sqrt(value) < kind.bound * mean : value > kind.bound * mean;
      const isUnlikely = isBeyond && tailChance(value, mean, sizeOf(mean, dispersion, shapeOfDays), kind) < chance;
      return isUnlikely ? [{ kind: kind.kind, day, ...run, value, usual: mean }] : [];
    }),
  );
}

/** What is usual; for floods a standard error more, since the middle of small counts lies below their mean. */
function expectedFor({ means, weeks }: UsualCounts, { factor }: Kind): Float64Array {
  return factor < 1 ? means : means.map((mean, place) => mean + Math.sqrt((mean + 0.25) / weeks[place]));
}

/** The size of the negative binomial law of a count that varies by its dispersion, and whose mean by a gamma law of this shape. */
const sizeOf = (mean: number, dispersion: number, shape: number): number =>
  Math.min(LARGEST_SIZE, 1 / ((dispersion - 1) / mean + 1 / shape));

/** ln of how much more likely a negative binomial count is with `factor` times the mean. */
const logRatio = (count: number, mean: number, size: number, factor: number): number =>
  count * Math.log(factor) + (size + count) * Math.log((size + mean) / (size + factor * mean));

/** The chance of a count at least as far out. */
function tailChance(value: number, mean: number, size: number, { factor }: Kind): number {
  if (factor < 1) return negativeBinomialProbability({ mean, size }, Math.floor(value));
  return 1 - negativeBinomialProbability({ mean, size }, Math.max(0, Math.ceil(value) - 1));
}

function withoutLasting(runs: readonly FoundRun[]): FoundRun[] {
  const disturbed = new Set(runs.map(({ day }) => day));
  const lengthAround = (day: number): number => {
    let first = day;
    let last = day;
    while (disturbed.has(first - 1)) first--;
    while (disturbed.has(last + 1)) last++;
    return last - first + 1;
  };
  return runs.filter(({ day }) => lengthAround(day) <= MOST_DAYS_IN_A_ROW);
}

/** Without outages of half a day or more, on days that are holidays in many countries or come by a rule by which another day was low, too. */
function withoutYearly(runs: readonly FoundRun[], { days, usual: { means } }: Places): FoundRun[] {
  const isOfDay = ({ kind, day, usual }: FoundRun): boolean =>
    kind === 'outage' && usual >= LEAST_HOLIDAY_SHARE * knownSum(means.subarray(days[day].first, days[day].end));
  const keysOf = ({ day }: FoundRun) => yearlyKeys(days[day].calendar);
  const daysOfKey = new Map<string, Set<number>>();
  for (const run of runs)
    for (const { name } of isOfDay(run) ? keysOf(run) : [])
      daysOfKey.set(name, (daysOfKey.get(name) ?? new Set()).add(run.day));
  const isYearly = (run: FoundRun): boolean =>
    keysOf(run).some(({ name, isLikelyHoliday }) => isLikelyHoliday || (daysOfKey.get(name)?.size ?? 0) > 1);
  return runs.filter((run) => !(isOfDay(run) && isYearly(run)));
}

/** By intervals of the history, in order; what goes on at the next place is one stretch. */
function intervalsOf(runs: readonly FoundRun[], { places }: SeasonalGrid): DisturbedInterval[] {
  const firstOf = (place: number): number => places.indexOf(place);
  const lastOf = (place: number): number => places.lastIndexOf(place);
  const joined: FoundRun[] = [];
  for (const run of [...runs].sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before === undefined || before.kind !== run.kind || before.last + 1 !== run.first) joined.push(run);
    else
      joined[joined.length - 1] = {
        ...before,
        last: run.last,
        value: before.value + run.value,
        usual: before.usual + run.usual,
      };
  }
  return joined.map(({ kind, first, last, value, usual }) => {
    const interval = firstOf(first);
    return { interval, length: lastOf(last) + 1 - interval, kind, value, usual };
  });
}
