// Rolling-origin accuracy on public series, beside that of other tools on the same folds, as the tables of README.md. DATA names a folder
// with data/ and reference/accuracy/. Run: DATA=<folder> npm run accuracy [-- daily|intraday|two_weeks|events|update ...] [<model>], auto
// when no model is named; events and updates are those of level-shape.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { modelNamed } from '../../src/cli/commands/forecast/forecasting-models.ts';
import { MODEL_NAMES } from '../../src/cli/commands/forecast/model-names.ts';
import { PROTOCOLS } from '../../src/models/backtest/protocol.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { PROPHET_DEFAULTS } from '../../src/models/prophet/options.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { accuracyTable, type PeerRow } from './accuracy-table.ts';
import { reportEvents } from './events.ts';
import { INTRADAY_SETS } from './sets.ts';
import { type WithinDayScore, withinDayScore } from './within-day.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const fixed = (each: number): string => each.toFixed(3).padStart(7);

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
  for (const protocol of PROTOCOLS.filter(({ name }) => isAsked(name)))
    console.log(accuracyTable(dataFolder, protocol, model, baselines));
  if (isAsked('events')) reportEvents(dataFolder, levelShape);
  if (isAsked('update')) for (const knownShare of [0.25, 0.5, 0.75]) reportUpdates(dataFolder, levelShape, knownShare);
}
