import { coverage } from '../../src/models/backtest/coverage.ts';
import { pooled, quotient, type Ratio } from '../../src/models/backtest/pooled-ratio.ts';
import { foldsOf, PROTOCOLS, type Protocol, testPlaces, trainingWindow } from '../../src/models/backtest/protocol.ts';
import { wape } from '../../src/models/backtest/wape.ts';
import { withEvents } from '../../src/models/events/with-events.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import type { CalendarEvent } from '../../src/series/event.ts';
import { clampAtZero } from '../../src/series/non-negative.ts';
import { DAY_SECONDS } from '../../src/series/time-zone.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { eventTable } from './event-tables.ts';
import { openTimesOfSet } from './open-times-of-set.ts';
import { type AccuracySet, SETS_OF_PROTOCOL } from './sets.ts';

const LEVEL = 0.8;
// Holidays come back once a year: both models may look back as far as the daily protocol does.
const MOST_WEEKS = 104;

interface Scores {
  readonly wape: Ratio[];
  readonly coverage: Ratio[];
}

/** Of a model without and with a table of events, in the weeks of the test that have an event day and in all others. */
interface Comparison {
  readonly affected: readonly [without: Scores, told: Scores];
  readonly others: readonly [without: Scores, told: Scores];
  /** Scored values in affected weeks. */
  readonly values: number;
}

const noScores = (): readonly [Scores, Scores] => [
  { wape: [], coverage: [] },
  { wape: [], coverage: [] },
];

function comparisonOf(
  dataFolder: string,
  set: AccuracySet,
  protocol: Protocol,
  model: ForecastingModel,
  events: readonly CalendarEvent[],
): Comparison {
  const times = openTimesOfSet(readSeriesRows(`${dataFolder}/data`, set.series), set);
  const comparison = { affected: noScores(), others: noScores() };
  let values = 0;
  for (const fold of foldsOf(times, { ...protocol, mostWeeks: MOST_WEEKS })) {
    const history = trainingWindow(times, fold);
    const places = testPlaces(times, fold);
    const actual = times.values.subarray(fold.origin, fold.end);
    const weekOf = (i: number): number => Math.floor(i / times.season);
    const isEventDay = (i: number): boolean => {
      const day = Math.floor(times.wallSeconds[fold.origin + i] / DAY_SECONDS);
      return events.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
    };
    const affectedWeeks = new Set([...actual.keys()].filter(isEventDay).map(weekOf));
    for (const [k, one] of [model, withEvents(model, events)].entries()) {
      const { point, intervals } = clampAtZero(one.fit(history).forecast((places.at(-1) ?? 0) + 1, [LEVEL]));
      for (const part of ['affected', 'others'] as const) {
        const scored = [...actual.keys()].filter(
          (i) => !Number.isNaN(actual[i]) && affectedWeeks.has(weekOf(i)) === (part === 'affected'),
        );
        const at = (all: Float64Array) => Float64Array.from(scored, (i) => all[places[i]]);
        const points = {
          actual: Float64Array.from(scored, (i) => actual[i]),
          point: at(point),
          lower: at(intervals[0].lower),
          upper: at(intervals[0].upper),
        };
        comparison[part][k].wape.push(wape(points));
        comparison[part][k].coverage.push(coverage(points));
        if (part === 'affected' && k === 0) values += scored.length;
      }
    }
  }
  return { ...comparison, values };
}

const value = (parts: readonly Ratio[]): number => quotient(pooled(parts)) ?? Number.NaN;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
const fixed = (each: number): string => each.toFixed(3).padStart(7);

/** Prints what tables of holidays and events take off the errors of weeks that have any, set by set. */
export function reportEvents(dataFolder: string, model: ForecastingModel): void {
  console.log(
    '\nevents: WAPE and coverage without and with a table, in weeks of the test with an event day | in all others',
  );
  const gains: number[] = [];
  for (const protocol of PROTOCOLS.filter(({ name }) => name !== 'two_weeks'))
    for (const set of SETS_OF_PROTOCOL[protocol.name]) {
      const events = eventTable(dataFolder, set.name);
      if (events === undefined) continue;
      const { affected, others, values } = comparisonOf(dataFolder, set, protocol, model, events);
      if (values === 0) continue;
      const [without, told] = affected.map((scores) => value(scores.wape));
      gains.push(1 - told / without);
      const of = (pair: Comparison['affected']): string =>
        [
          ...pair.map((scores) => fixed(value(scores.wape))),
          ...pair.map((scores) => fixed(value(scores.coverage))),
        ].join(' ');
      const size = `${values} values`.padStart(12);
      console.log(`${set.name.padEnd(20)} ${size} ${of(affected)} less ${percent(1 - told / without)} | ${of(others)}`);
    }
  console.log(
    `mean: ${percent(gains.reduce((sum, each) => sum + each, 0) / gains.length).trim()} less WAPE in affected weeks`,
  );
}
