import type { FoldScore } from '../../src/models/backtest/backtest.ts';
import { pooled, quotient } from '../../src/models/backtest/pooled-ratio.ts';
import type { Protocol } from '../../src/models/backtest/protocol.ts';
import { PROTOCOL_NAIVE, scoresOf } from '../../src/models/backtest/protocol-backtest.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { openTimesOfSet } from './open-times-of-set.ts';
import { type AccuracySet, SETS_OF_PROTOCOL } from './sets.ts';

/** Errors of another tool on a set, pooled over its folds. */
export interface PeerRow {
  readonly protocol: string;
  readonly set: string;
  readonly method: string;
  readonly wape: string;
  readonly wape_relative_to_snaive: string;
}

// What asks for no fit. Which of them is best is known only afterwards, but then the same for all sets.
const FIXED_RULES = ['snaive', 'median_7_weeks', 'mean_4_weeks', 'mean_2_weeks'];

/** WAPE of a set relative to the seasonal naive forecast. */
interface SetScore {
  readonly relativeWape: number;
  readonly coverage: number;
  readonly winklerOverMean: number;
  readonly cpuMs: number;
}

interface Row {
  readonly name: string;
  readonly own: SetScore;
  readonly recipe: number;
  /** Prophet, ets, the tutorials' STL, the best fixed rule, the best in hindsight; NaN where it was not run. */
  readonly peers: readonly number[];
}

/** A table of all sets of a protocol in Markdown: the model, level x shape alone, and other tools; the model in bold where none was better. */
export function accuracyTable(
  dataFolder: string,
  protocol: Protocol,
  model: ForecastingModel,
  baselines: readonly PeerRow[],
): string {
  const ofProtocol = baselines.filter((row) => row.protocol === protocol.name);
  const rule = bestFixedRule(ofProtocol);
  const rows = SETS_OF_PROTOCOL[protocol.name].map((set): Row => {
    const peers = ofProtocol.filter((row) => row.set === set.name);
    const [own, recipe] = setScores(dataFolder, set, protocol, [model, levelShape], peers);
    return { name: set.name, own, recipe: recipe.relativeWape, peers: peersOf(peers, rule) };
  });
  const head = `| ${protocol.name} | ${model.name} | level-shape | Prophet | ets | tutorial STL | ${rule} | best of all, in hindsight | coverage % | Winkler | CPU ms |`;
  const lines = [...rows, meanOf(rows)].map(line);
  return ['', head, `|${' --- |'.repeat(11)}`, ...lines].join('\n');
}

const peersOf = (peers: readonly PeerRow[], rule: string): number[] => {
  const of = (method: string) =>
    Number(peers.find((row) => row.method === method)?.wape_relative_to_snaive ?? Number.NaN);
  const best = Math.min(...peers.map((row) => Number(row.wape_relative_to_snaive)));
  return [...['prophet_default', 'ets', 'tutorial_stl_week', rule].map(of), best];
};

/** The rule with the least mean over the sets. */
function bestFixedRule(rows: readonly PeerRow[]): string {
  const means = FIXED_RULES.map((method) => {
    const own = rows.filter((row) => row.method === method && row.set !== 'ALL');
    return { method, relative: mean(own.map((row) => Number(row.wape_relative_to_snaive))) };
  }).filter(({ relative }) => !Number.isNaN(relative));
  return means.reduce((a, b) => (b.relative < a.relative ? b : a)).method;
}

function setScores(
  dataFolder: string,
  set: AccuracySet,
  protocol: Protocol,
  models: readonly ForecastingModel[],
  peers: readonly PeerRow[],
): SetScore[] {
  const times = openTimesOfSet(readSeriesRows(`${dataFolder}/data`, set.series), set);
  const cpuMs = () => process.cpuUsage().user / 1000;
  const scores = scoresOf(times, 'UTC', models, protocol, cpuMs);
  const of = (name: string) => scores.filter(({ model }) => model === name);
  const naive = wapeOf(of(PROTOCOL_NAIVE));
  requireSameProtocol(naive, peers);
  return models.map(({ name }) => {
    const own = of(name);
    return {
      relativeWape: wapeOf(own) / naive,
      coverage: quotient(pooled(own.map(({ ratios }) => ratios.coverage))) ?? Number.NaN,
      winklerOverMean:
        pooled(own.map(({ ratios }) => ratios.winkler)).numerator /
        pooled(own.map(({ ratios }) => ratios.wape)).denominator,
      cpuMs: mean(own.map(({ fitMs }) => fitMs)),
    };
  });
}

const wapeOf = (scores: readonly FoldScore[]): number =>
  quotient(pooled(scores.map(({ ratios }) => ratios.wape))) ?? Number.NaN;

/** The seasonal naive forecast is the same for everyone: another error is another protocol. */
function requireSameProtocol(naive: number, peers: readonly PeerRow[]): void {
  const theirs = Number(peers.find(({ method }) => method === 'snaive')?.wape);
  if (!(Math.abs(naive / theirs - 1) < 1e-9)) throw new Error(`snaive has wape ${naive} here and ${theirs} there`);
}

function meanOf(rows: readonly Row[]): Row {
  const over = (pick: (row: Row) => number): number => mean(rows.map(pick));
  return {
    name: 'mean',
    own: {
      relativeWape: over(({ own }) => own.relativeWape),
      coverage: over(({ own }) => own.coverage),
      winklerOverMean: over(({ own }) => own.winklerOverMean),
      cpuMs: over(({ own }) => own.cpuMs),
    },
    recipe: over(({ recipe }) => recipe),
    peers: rows[0].peers.map((_, i) => over(({ peers }) => peers[i])),
  };
}

function line({ name, own, recipe, peers }: Row): string {
  const isBest = own.relativeWape <= peers[peers.length - 1];
  const relative = own.relativeWape.toFixed(3);
  const cells = [
    name,
    isBest ? `**${relative}**` : relative,
    recipe.toFixed(3),
    ...peers.map((each) => (Number.isNaN(each) ? '' : each.toFixed(3))),
    ...[(100 * own.coverage).toFixed(1), own.winklerOverMean.toFixed(3), own.cpuMs.toFixed(0)],
  ];
  return `| ${cells.join(' | ')} |`;
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
