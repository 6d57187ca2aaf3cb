import { ACTIVITY_TIMERS, type ActivityTimer } from '../series/activity.ts';
import type { ActivityGroup, Sampler } from './activity-groups.ts';
import { externalSort, type RunStore } from './external-sort.ts';
import type { QuantileOf } from './group-rows.ts';
import type { Quantile } from './measures.ts';

/** Timed values of groups, from which exact percentiles are taken; they spill to `store` while they do not fit into memory. */
export interface TimedSamples {
  readonly sample: Sampler;
  /** The percentiles of all values so far. */
  quantiles(groups: readonly ActivityGroup[]): QuantileOf;
}

/** Takes note of the timers that `quantiles` speak of. */
export function timedSamples(store: RunStore, quantiles: readonly Quantile[], budgetCharacters?: number): TimedSamples {
  const sort = externalSort(store, budgetCharacters);
  const wanted = new Set(quantiles.map(({ timer }) => timer));
  return {
    sample(group, timer, seconds) {
      if (wanted.has(timer)) sort.add(`${seriesName(group, timer)}${fixedWidth(Math.round(seconds * 1000), 15)}`);
    },
    quantiles(groups) {
      const found = new Map<string, number>();
      const ranks = ranksOf(groups, quantiles);
      let name = '';
      let rank = 0;
      for (const block of sort.sorted()) {
        for (const line of block) {
          const series = line.slice(0, SERIES_NAME_WIDTH);
          rank = series === name ? rank + 1 : 0;
          name = series;
          if (ranks.get(series)?.has(rank))
            found.set(`${series} ${rank}`, Number(line.slice(SERIES_NAME_WIDTH)) / 1000);
        }
      }
      return (group, quantile) =>
        interpolated(group, quantile, (at) => found.get(`${seriesName(group, quantile.timer)} ${at}`));
    },
  };
}

/** Words of the same width sort like their numbers. */
const fixedWidth = (value: number, width: number): string => String(value).padStart(width, '0');

const SERIES_NAME_WIDTH = 11;

const seriesName = (group: ActivityGroup, timer: ActivityTimer): string =>
  `${fixedWidth(group.number, SERIES_NAME_WIDTH - 1)}${ACTIVITY_TIMERS.indexOf(timer)}`;

/** The ranks from 0 on that percentiles lie between, by series. */
function ranksOf(groups: readonly ActivityGroup[], quantiles: readonly Quantile[]): Map<string, Set<number>> {
  const ranks = new Map<string, Set<number>>();
  for (const group of groups) {
    for (const { timer, probability } of quantiles) {
      const place = placeOf(group, timer, probability);
      const name = seriesName(group, timer);
      const known = ranks.get(name) ?? new Set();
      ranks.set(name, known.add(Math.floor(place)).add(Math.ceil(place)));
    }
  }
  return ranks;
}

/** Between the ranks from 0 to count - 1: definition 7 of Hyndman and Fan (1996), that of spreadsheets. */
const placeOf = ({ tally }: ActivityGroup, timer: ActivityTimer, probability: number): number =>
  probability * Math.max(0, tally.completions[timer] - 1);

function interpolated(
  group: ActivityGroup,
  { timer, probability }: Quantile,
  valueAt: (rank: number) => number | undefined,
): number | undefined {
  const place = placeOf(group, timer, probability);
  const [below, above] = [valueAt(Math.floor(place)), valueAt(Math.ceil(place))];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}
