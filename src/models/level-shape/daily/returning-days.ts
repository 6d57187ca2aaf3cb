import { type LogRatios, robustSpread } from '../calendar/log-ratios.ts';
import { yearlyKeys } from '../calendar/yearly-keys.ts';

// How low a day must be, in robust standard deviations of its weekday, to be special by being seen twice, or once.
const SEEN_TWICE = { spreads: 2.5, share: 0.8 };
const SEEN_ONCE = { spreads: 5, mostLogRatio: -1.2 };

interface Seen {
  readonly ratio: number;
  /** In robust standard deviations of its weekday. */
  readonly spreads: number;
}

/** The days of a rule, which is of a likely holiday or not by its name. */
interface SeenByRule {
  readonly isLikelyHoliday: boolean;
  readonly seen: Seen[];
}

/**
 * ln of the factor of days that were low by a rule that brings them back every year, public holidays mostly; undefined for all
 * other days. High days are not repeated, since what makes them seldom keeps to the calendar.
 */
export function returningLowDays(
  ratios: LogRatios,
  days: Int32Array,
  season: number,
): (day: number) => number | undefined {
  const effects = new Map<string, number>();
  for (const [name, { isLikelyHoliday, seen }] of seenByKey(ratios, days, season)) {
    const effect = effectOf(seen, isLikelyHoliday);
    if (effect !== undefined) effects.set(name, effect);
  }
  return (day) => {
    let least: number | undefined;
    for (const { name } of yearlyKeys(day)) {
      const effect = effects.get(name);
      if (effect !== undefined && !(least !== undefined && least <= effect)) least = effect;
    }
    return least;
  };
}

function effectOf(seen: readonly Seen[], isLikelyHoliday: boolean): number | undefined {
  if (seen.length >= 2) {
    if (!seen.every(({ spreads }) => spreads < -SEEN_TWICE.spreads)) return undefined;
    return (SEEN_TWICE.share * seen.reduce((sum, { ratio }) => sum + ratio, 0)) / seen.length;
  }
  return seen
    .filter(({ ratio, spreads }) => isLikelyHoliday && spreads < -SEEN_ONCE.spreads && ratio < SEEN_ONCE.mostLogRatio)
    .map(({ ratio }) => ratio)
    .at(0);
}

function seenByKey({ values }: LogRatios, days: Int32Array, season: number): Map<string, SeenByRule> {
  const spreads = Array.from({ length: season }, (_, slot) => robustSpread(everyNth(values, slot, season)));
  const seen = new Map<string, SeenByRule>();
  for (const [place, ratio] of values.entries()) {
    if (Number.isNaN(ratio)) continue;
    const entry = { ratio, spreads: ratio / spreads[place % season] };
    for (const { name, isLikelyHoliday } of yearlyKeys(days[place])) {
      const others = seen.get(name);
      if (others === undefined) seen.set(name, { isLikelyHoliday, seen: [entry] });
      else others.seen.push(entry);
    }
  }
  return seen;
}

function everyNth(values: Float64Array, first: number, n: number): Float64Array {
  return new Float64Array(Math.ceil((values.length - first) / n)).map((_, i) => values[first + i * n]);
}
