// Simulated call attempts per second, the time of a search and of a day's plan, and SimPy on the same dialler in the same run when
// Python has it. Processor time, not wall time. Run: npx tsx test/bench/pacing.bench.ts
import { spawnSync } from 'node:child_process';
import { centreModel } from '../../src/pacing/dialled-centre.ts';
import { Dialler } from '../../src/pacing/dialler.ts';
import { fixedRatio } from '../../src/pacing/dialling-rule.ts';
import { ratioSearch } from '../../src/pacing/largest-ratio.ts';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { planPacing } from '../../src/pacing/plan-pacing.ts';
import { tableCentre } from '../pacing/centres.ts';

const ROUNDS = 7;
const CENTRE = tableCentre(0.2);

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

function cpuSeconds(run: () => unknown): number {
  const from = process.cpuUsage();
  run();
  return process.cpuUsage(from).user / 1e6;
}

const medianSeconds = (run: (round: number) => unknown): number =>
  median(Array.from({ length: ROUNDS }, (_, round) => cpuSeconds(() => run(round))));

function attemptsPerSecond(agents: number, answerRate: number, callsPerAgent: number): number {
  const model = centreModel(CENTRE);
  return median(
    Array.from({ length: ROUNDS }, (_, round) => {
      let attempts = 0;
      const seconds = cpuSeconds(() => {
        attempts = new Dialler(model, 1, round).play({
          seconds: (100 * 3600 * 20) / agents,
          agents,
          answerRateFrom: answerRate,
          answerRateTo: answerRate,
          rule: fixedRatio(callsPerAgent),
          lines: Number.MAX_SAFE_INTEGER,
        }).attempts;
      });
      return attempts / seconds;
    }),
  );
}

const search = (agents: number, answerRate: number) => (seed: number) =>
  ratioSearch(centreModel(CENTRE), agents, { seed, mostBatches: 24 }).largestRatio(answerRate, 0.03, 15);

function planOfADay(seed: number): void {
  const start = 1_767_600_000;
  const intervals = Array.from({ length: 24 }, (_, hour) => {
    const mean = 0.12 + 0.06 * Math.sin(hour / 4);
    return {
      start: start + 3600 * hour,
      seconds: 3600,
      answerRate: { mean, lower: 0.9 * mean, upper: 1.1 * mean },
      agents: 15 + (hour % 6),
    };
  });
  planPacing(
    {
      campaign: { id: 'c', name: 'c', dialingMode: 'power', maxCallsPerAgent: 4 },
      intervals,
      centre: CENTRE,
      window: { answers: 5000, abandoned: 100, answersToCome: 10_000, dispersion: 2 },
      sinceChange: { answers: 0, abandoned: 0 },
      ageSeconds: 60,
      callable: [{ start, end: start + 24 * 3600 }],
    },
    { policy: PROVED_POLICY, mostAgeSeconds: 900, stepBackErrorFraction: 0.01, effort: { seed, mostBatches: 24 } },
  );
}

const line = (name: string, value: string): void => console.log(`${name.padEnd(52)} ${value}`);
const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(2)} M/s`;

console.log('simulated call attempts per second of processor time, medians of rounds');
const twenty = attemptsPerSecond(20, 0.1, 5.9);
line('20 agents, 10 % answered', millions(twenty));
line('200 agents, 10 % answered', millions(attemptsPerSecond(200, 0.1, 13)));
line('200 agents, 30 % answered', millions(attemptsPerSecond(200, 0.3, 4.9)));
line('largest ratio, 20 agents, 10 %', `${(1000 * medianSeconds(search(20, 0.1))).toFixed(0)} ms`);
line('largest ratio, 200 agents, 10 %', `${(1000 * medianSeconds(search(200, 0.1))).toFixed(0)} ms`);
line('plan of 24 hours, 15 to 20 agents', `${medianSeconds(planOfADay).toFixed(2)} s`);

const script = new URL('./simpy-dialler.py', import.meta.url).pathname;
const simPy = (python: string) => spawnSync(python, [script], { encoding: 'utf8' });
let peer = simPy('python3');
// Debian's python3-simpy3 belongs to the system's Python, which another one may hide.
if (peer.status !== 0) peer = simPy('/usr/bin/python3');
if (peer.status === 0) {
  const { version, attemptsPerSecond: peers, abandonment } = JSON.parse(peer.stdout);
  line(
    `SimPy ${version}, 20 agents, 10 % answered`,
    `${millions(peers)}, ${(100 * abandonment).toFixed(1)} % abandoned; we do ${(twenty / peers).toFixed(0)}x`,
  );
} else {
  line('SimPy', `not there: ${peer.stderr.trim().split('\n').at(-1) ?? peer.error?.message}`);
}
