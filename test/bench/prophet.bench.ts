// Fit, forecast and 80 % bounds against Stan compiled to WebAssembly (@bsull/augurs), with the same features on both sides.
// Each round times both in turn, so that a machine that slows down slows both. Run: npm run bench
import { readFileSync } from 'node:fs';
import { initSync, Prophet } from '@bsull/augurs/prophet';
import { optimizer } from '@bsull/augurs-prophet-wasmstan';
import type { Observations } from '../../src/models/prophet/design.ts';
import { fitProphet } from '../../src/models/prophet/fit.ts';
import { PROPHET_DEFAULTS, type ProphetOptions } from '../../src/models/prophet/options.ts';
import { predict } from '../../src/models/prophet/predict.ts';
import { logDensityOf } from './log-density.ts';
import { dailyContacts, intradayContacts, type SyntheticSeries } from './synthetic-series.ts';

const LEVEL = 0.8;
const MINUTE = 60;

interface Case {
  readonly name: string;
  readonly series: SyntheticSeries;
  readonly horizon: number;
  readonly features: Pick<ProphetOptions, 'yearly' | 'weekly' | 'daily'>;
  /** Counts towards the median over the six cases that Prophet's own rules give. */
  readonly ofSix: boolean;
}

const days = (rows: number, yearly: boolean, ofSix = true): Case => ({
  name: `${rows} daily${yearly ? ', year' : ''}`,
  series: dailyContacts(rows + 30),
  horizon: 30,
  features: { yearly, weekly: true, daily: false },
  ofSix,
});

const CASES: Case[] = [
  days(90, false),
  days(365, false),
  days(730, false),
  days(730, true, false),
  days(1825, true),
  {
    name: '1,344 quarter hours',
    series: intradayContacts(1344 + 96, 15 * MINUTE, 7),
    horizon: 96,
    features: { yearly: false, weekly: false, daily: true },
    ofSix: true,
  },
  {
    name: '17,520 half hours',
    series: intradayContacts(17_520 + 1440, 30 * MINUTE, 8),
    horizon: 1440,
    features: { yearly: false, weekly: true, daily: true },
    ofSix: true,
  },
];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

function timeMs(run: () => unknown): number {
  const from = performance.now();
  run();
  return performance.now() - from;
}

/** The two sides of a case as functions that do all the work, from observations to bounds. */
function sidesOf({ series, horizon, features }: Case) {
  const rows = series.values.length - horizon;
  const history: Observations = {
    wallSeconds: series.wallSeconds.slice(0, rows),
    values: series.values.slice(0, rows),
  };
  const future = series.wallSeconds.slice(rows);
  const options: ProphetOptions = { ...PROPHET_DEFAULTS, ...features };
  const peerHistory = { ds: [...history.wallSeconds], y: [...history.values] };
  const peerFuture = { ds: [...future] };
  const manual = (enabled: ProphetOptions['yearly']) => ({ type: 'manual' as const, enabled: enabled === true });
  const peerModel = (solver: ConstructorParameters<typeof Prophet>[0]['optimizer'] = optimizer) =>
    new Prophet({
      optimizer: solver,
      intervalWidth: LEVEL,
      yearlySeasonality: manual(features.yearly),
      weeklySeasonality: manual(features.weekly),
      dailySeasonality: manual(features.daily),
    });
  return {
    ours: () => predict(fitProphet(history, options), future, [LEVEL]),
    peer: () => {
      const model = peerModel();
      model.fit(peerHistory, { seed: 1 });
      const prediction = model.predict(peerFuture);
      model.free();
      return prediction;
    },
    /** Log density of our optimum above the peer's, both on the same features. */
    logDensityGained: () => {
      let peers = Number.NaN;
      peerModel({
        optimize: (initial: never, data: string, settings: never) => {
          const output = optimizer.optimize(initial, data, settings);
          peers = logDensityOf(data, output.params);
          return output;
        },
      } as never).fit(peerHistory, { seed: 1 });
      return fitProphet(history, options).logDensity - peers;
    },
  };
}

function measure(one: Case) {
  const { ours, peer, logDensityGained } = sidesOf(one);
  const long = one.series.values.length > 10_000;
  const rounds = long ? 5 : 21;
  const repeats = long ? 10 : 40;
  for (let i = 0; i < 2 * repeats; i++) ours();
  for (let i = 0; i < 2; i++) peer();
  const oursMs: number[] = [];
  const peerMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const times = Array.from({ length: repeats }, () => timeMs(ours));
    oursMs.push(median(times));
    peerMs.push(timeMs(peer));
  }
  return {
    ours: median(oursMs),
    peer: median(peerMs),
    ratio: median(peerMs.map((ms, i) => ms / oursMs[i])),
    gained: logDensityGained(),
  };
}

initSync({ module: readFileSync(new URL('./prophet_bg.wasm', import.meta.resolve('@bsull/augurs/prophet'))) });
console.log('fit + forecast + 80 % bounds, medians of paired rounds, milliseconds');
const ratios: number[] = [];
for (const one of CASES) {
  const { ours, peer, ratio, gained } = measure(one);
  if (one.ofSix) ratios.push(ratio);
  console.log(
    `${one.name.padEnd(22)} gcforecast ${ours.toFixed(3).padStart(8)}   augurs ${peer.toFixed(1).padStart(8)}   ratio ${ratio.toFixed(0).padStart(4)}x   log density gained ${gained.toFixed(3)}`,
  );
}
const sorted = ratios.sort((a, b) => a - b);
console.log(`median ratio over the six cases: ${((sorted[2] + sorted[3]) / 2).toFixed(0)}x`);
