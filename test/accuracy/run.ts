// Rolling-origin accuracy on public series, beside that of other tools on the same folds. DATA names a folder with data/ and
// reference/accuracy/. Run: DATA=<folder> npm run accuracy [-- daily|intraday|two_weeks|events|update ...] [<model>], auto when no
// model is named; events and updates are those of level-shape.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { modelNamed } from '../../src/cli/commands/forecast/forecasting-models.ts';
import { MODEL_NAMES } from '../../src/cli/commands/forecast/model-names.ts';
import { coverage } from '../../src/models/backtest/coverage.ts';
import { pooled, quotient, type Ratio } from '../../src/models/backtest/pooled-ratio.ts';
import { wape } from '../../src/models/backtest/wape.ts';
import { winkler } from '../../src/models/backtest/winkler.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { PROPHET_DEFAULTS } from '../../src/models/prophet/options.ts';
import { clampAtZero } from '../../src/series/non-negative.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { reportEvents } from './events.ts';
import { foldsOf, historyOf, openTimes, PROTOCOLS, type Protocol, seasonalNaiveOf, testPlaces } from './protocol.ts';
import { type AccuracySet, INTRADAY_SETS } from './sets.ts';
import { type WithinDayScore, withinDayScore } from './within-day.ts';

const LEVEL = 0.8;
const PEERS = ['ets', 'stlf', 'median_7_weeks', 'median_of_5', 'prophet_default'];

interface PeerRow {
  readonly protocol: string;
  readonly set: string;
  readonly method: string;
  readonly wape: string;
  readonly wape_relative_to_snaive: string;
}

interface SetScore {
  readonly relativeWape: number;
  readonly coverage: number;
  readonly winklerOverMean: number;
  readonly cpuMsPerForecast: number;
}

function scoreOf(
  dataFolder: string,
  set: AccuracySet,
  protocol: Protocol,
  model: ForecastingModel,
  peers: readonly PeerRow[],
) {
  const times = openTimes(readSeriesRows(`${dataFolder}/data`, set.series), set);
  const ratios = { own: [] as Ratio[], naive: [] as Ratio[], coverage: [] as Ratio[], winkler: [] as Ratio[] };
  let cpuMicroseconds = 0;
  let sumOfValues = 0;
  const folds = foldsOf(times, protocol);
  for (const fold of folds) {
    const history = historyOf(times, fold, set.step);
    const places = testPlaces(times, fold, set.step);
    const from = process.cpuUsage();
    const forecast = clampAtZero(model.fit(history).forecast((places.at(-1) ?? 0) + 1, [LEVEL]));
    cpuMicroseconds += process.cpuUsage(from).user;
    const actual = times.values.subarray(fold.origin, fold.end);
    const known = [...actual.keys()].filter((i) => !Number.isNaN(actual[i]));
    const [{ lower, upper }] = forecast.intervals;
    const at = (values: Float64Array) => Float64Array.from(known, (i) => values[places[i]]);
    const points = {
      actual: Float64Array.from(known, (i) => actual[i]),
      point: at(forecast.point),
      lower: at(lower),
      upper: at(upper),
    };
    const naive = seasonalNaiveOf(times, fold);
    ratios.own.push(wape(points));
    ratios.naive.push(wape({ ...points, point: Float64Array.from(known, (i) => naive[i]) }));
    ratios.coverage.push(coverage(points));
    ratios.winkler.push(winkler(points, LEVEL));
    sumOfValues += points.actual.reduce((sum, value) => sum + value, 0);
  }
  requireSameProtocol(value(ratios.naive), peers);
  return {
    relativeWape: value(ratios.own) / value(ratios.naive),
    coverage: value(ratios.coverage),
    winklerOverMean: pooled(ratios.winkler).numerator / sumOfValues,
    cpuMsPerForecast: cpuMicroseconds / 1000 / folds.length,
  };
}

const value = (parts: readonly Ratio[]): number => quotient(pooled(parts)) ?? Number.NaN;

/** The seasonal naive forecast is the same for everyone: another error is another protocol. */
function requireSameProtocol(naive: number, peers: readonly PeerRow[]): void {
  const theirs = Number(peers.find(({ method }) => method === 'snaive')?.wape);
  if (!(Math.abs(naive / theirs - 1) < 1e-9)) throw new Error(`snaive has wape ${naive} here and ${theirs} there`);
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const fixed = (each: number): string => each.toFixed(3).padStart(7);

function line(name: string, score: SetScore, relatives: readonly number[], best: number): string {
  const { relativeWape, coverage, winklerOverMean, cpuMsPerForecast } = score;
  const verdict = relativeWape <= best ? 'win' : 'loss';
  return [
    name.padEnd(25),
    fixed(relativeWape),
    fixed(coverage),
    fixed(winklerOverMean),
    fixed(cpuMsPerForecast),
    '|',
    ...relatives.map((each) => (Number.isNaN(each) ? '      -' : fixed(each))),
    '|',
    fixed(best),
    verdict,
  ].join(' ');
}

function report(dataFolder: string, protocol: Protocol, model: ForecastingModel, baselines: readonly PeerRow[]): void {
  const heads = ['WAPE', 'cover', 'Winkler', 'cpu ms'].map((head) => head.padStart(7)).join(' ');
  console.log(`\n${protocol.name}: WAPE relative to seasonal naive; others: ${PEERS.join(', ')} | best of all peers`);
  console.log(`${'set'.padEnd(25)} ${heads}`);
  const rows = protocol.sets.map((set) => {
    const peers = baselines.filter((row) => row.protocol === protocol.name && row.set === set.name);
    const relativeOf = (method: string) =>
      Number(peers.find((row) => row.method === method)?.wape_relative_to_snaive ?? Number.NaN);
    const score = scoreOf(dataFolder, set, protocol, model, peers);
    const relatives = PEERS.map(relativeOf);
    const best = Math.min(...peers.map((row) => Number(row.wape_relative_to_snaive)));
    console.log(line(set.name, score, relatives, best));
    return { score, relatives, best };
  });
  const over = (pick: (score: SetScore) => number): number => mean(rows.map(({ score }) => pick(score)));
  const whole = {
    relativeWape: over((score) => score.relativeWape),
    coverage: over((score) => score.coverage),
    winklerOverMean: over((score) => score.winklerOverMean),
    cpuMsPerForecast: over((score) => score.cpuMsPerForecast),
  };
  const peerMeans = PEERS.map((_, i) => mean(rows.map(({ relatives }) => relatives[i])));
  console.log(line('mean', whole, peerMeans, mean(rows.map(({ best }) => best))));
}

const UPDATED_DAYS = 28;

/** The rest of a day with a part of it known, beside what was said of the same intervals at its start. */
function reportUpdates(dataFolder: string, model: ForecastingModel, knownShare: number): void {
  console.log(`\nupdate: rest of the day, ${100 * knownShare} % of it known, last ${UPDATED_DAYS} open days`);
  const heads = ['ahead', 'updated', 'less', 'cover', 'cover', 'width', 'cpu ms'];
  console.log(`${'set'.padEnd(25)} ${heads.map((head) => head.padStart(7)).join(' ')}`);
  const scores = INTRADAY_SETS.map((set) => {
    const rows = readSeriesRows(`${dataFolder}/data`, set.series);
    const score = withinDayScore(rows, set, model, UPDATED_DAYS, knownShare);
    console.log(updateLine(set.name, score));
    return score;
  });
  const lessInTheMean = mean(scores.map(lessByUpdate));
  console.log(`${'mean'.padEnd(25)} ${' '.repeat(15)} ${fixed(lessInTheMean)}`);
}

const lessByUpdate = ({ dayAheadWape, updatedWape }: WithinDayScore): number => 1 - updatedWape / dayAheadWape;

const updateLine = (name: string, score: WithinDayScore): string =>
  [
    name.padEnd(25),
    fixed(score.dayAheadWape),
    fixed(score.updatedWape),
    fixed(lessByUpdate(score)),
    fixed(score.dayAheadCoverage),
    fixed(score.updatedCoverage),
    fixed(score.relativeWidth),
    fixed(score.cpuMsPerUpdate),
  ].join(' ');

const dataFolder = process.env['DATA'];
if (dataFolder === undefined || dataFolder === '') {
  console.error('error: DATA names no folder\nhint: DATA=<folder with data/ and reference/accuracy/> npm run accuracy');
  process.exitCode = 2;
} else {
  const baselines: PeerRow[] = parse(readFileSync(`${dataFolder}/reference/accuracy/baselines.csv`), { columns: true });
  const wanted = process.argv.slice(2);
  const model = await modelNamed(MODEL_NAMES.find((name) => wanted.includes(name)) ?? 'auto', PROPHET_DEFAULTS);
  const topics = wanted.filter((word) => !MODEL_NAMES.some((name) => name === word));
  const isAsked = (topic: string): boolean => topics.length === 0 || topics.includes(topic);
  for (const protocol of PROTOCOLS.filter(({ name }) => isAsked(name))) report(dataFolder, protocol, model, baselines);
  if (isAsked('events')) reportEvents(dataFolder, levelShape);
  if (isAsked('update')) for (const knownShare of [0.25, 0.5, 0.75]) reportUpdates(dataFolder, levelShape, knownShare);
}
