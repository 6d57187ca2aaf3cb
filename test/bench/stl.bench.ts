// Time of a decomposition and, in the same run, of statsmodels on the same values when Python has it. Processor time, not wall time,
// so that other work on the machine counts less. Run: npm run bench
import { spawnSync } from 'node:child_process';
import { settingsOfStatsmodels } from '../../src/models/stl/settings.ts';
import { stl } from '../../src/models/stl/stl.ts';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';

interface Case {
  readonly points: number;
  readonly period: number;
  readonly robust: boolean;
  /** Decompositions per reading, since processor time is read in steps of some milliseconds. */
  readonly times: number;
  readonly peerRounds: number;
}

const CASES: readonly Case[] = [
  { points: 17_520, period: 336, robust: true, times: 1, peerRounds: 2 },
  { points: 17_520, period: 48, robust: true, times: 1, peerRounds: 3 },
  { points: 1344, period: 96, robust: false, times: 50, peerRounds: 9 },
  { points: 730, period: 7, robust: false, times: 200, peerRounds: 9 },
  { points: 730, period: 7, robust: true, times: 20, peerRounds: 9 },
];
const ROUNDS = 9;

/** Volumes with a trend, a season, noise and an outlier in a hundred. */
function volumes(points: number, period: number): Float64Array {
  const random = randomStream(points + period);
  return Float64Array.from({ length: points }, (_, i) => {
    const expected = 200 + (60 * i) / points + 80 * Math.sin((2 * Math.PI * i) / period);
    const noise = 30 * (nextUniform(random) + nextUniform(random) - 1);
    return expected + noise + (nextUniform(random) < 0.01 ? 300 : 0);
  });
}

/** Processor seconds of one call, the least of some rounds. */
function leastSeconds(times: number, run: () => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = process.cpuUsage();
    for (let i = 0; i < times; i++) run();
    return process.cpuUsage(from).user / 1e6 / times;
  });
  return Math.min(...rounds);
}

const script = new URL('./statsmodels-stl.py', import.meta.url).pathname;
// Debian's python3-statsmodels belongs to the system's Python, which another one may hide.
function statsmodels(input: string) {
  const run = (python: string) => spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const first = run('python3');
  return first.status === 0 ? first : run('/usr/bin/python3');
}

const milliseconds = (seconds: number): string => `${(1000 * seconds).toFixed(2)} ms`;

console.log('STL, processor time of one decomposition, the least of rounds');
for (const { points, period, robust, times, peerRounds } of CASES) {
  const values = volumes(points, period);
  const settings = settingsOfStatsmodels(period, robust);
  const ours = leastSeconds(times, () => stl(values, settings));
  const name = `${points} points, period ${period}, ${robust ? 'robust' : 'plain'}`.padEnd(36);
  const peer = statsmodels(JSON.stringify({ values: [...values], period, robust, rounds: peerRounds }));
  if (peer.status !== 0) {
    const reason = peer.stderr?.trim().split('\n').at(-1) ?? peer.error?.message;
    console.log(`${name} ${milliseconds(ours)}; statsmodels is not there: ${reason}`);
    continue;
  }
  const { version, seconds, trend }: { version: string; seconds: number; trend: number[] } = JSON.parse(peer.stdout);
  const difference = stl(values, settings).trend.reduce((most, t, i) => Math.max(most, Math.abs(t - trend[i])), 0);
  console.log(
    `${name} ${milliseconds(ours)}; statsmodels ${version} ${milliseconds(seconds)}, ${(seconds / ours).toFixed(0)}x; trends differ by ${difference.toExponential(0)}`,
  );
}
