import { median } from '../../numeric/median.ts';
import { normalQuantile } from '../../numeric/normal.ts';
import { isSubDaily } from '../../series/calendar-step.ts';
import type { DisturbedInterval } from '../../series/disturbed-interval.ts';
import type { Series } from '../../series/series.ts';
import { type DailyHistory, dailyHistory } from '../level-shape/daily/daily-history.ts';
import { logRatios } from '../level-shape/daily/usual-days.ts';
import { CLOSED } from '../seasonal-grid.ts';

// A history without disturbances has a false alarm with at most this chance, when ln of its ratios is normal.
const FALSE_ALARM_CHANCE = 0.05;
// What is unlikely but not that far off is left to the models.
const OUTAGE_SHARE = 0.1;
const FLOOD_FACTOR = 2;
const WEEKS_OF_A_SIDE = 5;
// A day before which or after which nothing is known is often known in part, so less speaks for it: one false alarm in a hundred
// histories, and a quarter of the day lost, since half of a busy morning is no more than noise on many days.
const PARTIAL = { falseAlarmChance: 0.01, share: 0.75 };

/**
 * The days of a history that are next to nothing, or more than twice as much, beside the same weekday in the five weeks on either side,
 * and further off than chance explains in any of so many days (Bonferroni): chance as of all days, by their robust spread, and chance as
 * of Poisson counts. A day at the beginning or the end of what is known, also beside missing days, is partial when it lost a quarter or
 * more and chance explains that in none of those days. Not a day that is like the weeks before it or those after it: levels change.
 * Effects of the calendar should be taken out before. None of intervals below a day. RangeError where values are negative or none is
 * above 0.
 */
export function disturbedDays(series: Series): DisturbedInterval[] {
  if (isSubDaily(series.step)) return [];
  const history = dailyHistory(series);
  const ratios = logRatios(history);
  const ends = placesBesideUnknown(history.values);
  const isUnlikely = beyondChance(FALSE_ALARM_CHANCE / 2 / Math.max(1, history.values.length), ratios.spread);
  const isUnlikelyAtEnds = beyondChance(PARTIAL.falseAlarmChance / Math.max(1, ends.size), ratios.spread);
  const disturbed: DisturbedInterval[] = [];
  for (const [interval, place] of history.grid.places.entries()) {
    if (place === CLOSED || Number.isNaN(ratios.values[place])) continue;
    const value = history.values[place];
    const logRatio = ratios.values[place];
    const usual = (value + history.smallCount) / Math.exp(logRatio) - history.smallCount;
    const isPartial = ends.has(place) && isOfKind('partial', value, usual) && isUnlikelyAtEnds(logRatio, value, usual);
    const kind =
      (isUnlikely(logRatio, value, usual) ? kindOf(value, usual) : undefined) ?? (isPartial ? 'partial' : undefined);
    if (kind !== undefined && isUnlikeBothSides(place, kind, history))
      disturbed.push({ interval, length: 1, kind, value, usual });
  }
  return disturbed;
}

/** Known days with nothing known right before or after them. */
const placesBesideUnknown = (values: Float64Array): ReadonlySet<number> => {
  const isUnknown = (place: number): boolean => Number.isNaN(values[place] ?? Number.NaN);
  return new Set(
    [...values.keys()].filter((place) => !isUnknown(place) && (isUnknown(place - 1) || isUnknown(place + 1))),
  );
};

/** A day that is like the weeks before it, or like those after it, stands beside a new level, and is no disturbance. */
function isUnlikeBothSides(place: number, kind: DisturbedInterval['kind'], { values, season }: DailyHistory): boolean {
  return [-1, 1].every((side) => {
    const known = Array.from(
      { length: WEEKS_OF_A_SIDE },
      (_, week) => values[place + side * (week + 1) * season],
    ).filter((value) => value !== undefined && !Number.isNaN(value));
    return known.length === 0 || isOfKind(kind, values[place], median(known));
  });
}

const isOfKind = (kind: DisturbedInterval['kind'], value: number, usual: number): boolean =>
  kind === 'partial' ? value < PARTIAL.share * usual : kindOf(value, usual) === kind;

function kindOf(value: number, usual: number): DisturbedInterval['kind'] | undefined {
  if (value < OUTAGE_SHARE * usual) return 'outage';
  return value > FLOOD_FACTOR * usual ? 'flood' : undefined;
}

/** Whether a day is further off than chance explains but with so small a chance, in either of its forms. */
function beyondChance(chance: number, spread: number): (logRatio: number, value: number, usual: number) => boolean {
  const reach = normalQuantile(1 - chance) * spread;
  return (logRatio, value, usual) => Math.abs(logRatio) > reach && mostChanceOf(value, usual) < chance;
}

/** A bound of the chance that a Poisson count is as far from its mean: Boucheron, Lugosi and Massart, Concentration Inequalities (2013), section 2.2. */
const mostChanceOf = (count: number, mean: number): number =>
  Math.exp(count - mean - (count === 0 ? 0 : count * Math.log(count / mean)));
