// Staffing searches and Erlang A evaluations a second, and a week of 200 groups, beside erlang-c-js in the same run: each round
// times both in turn, so that a machine that slows down slows both. Run: npx tsx test/bench/staffing.bench.ts
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import peer from 'erlang-c-js';
import type { Demand } from '../../src/staffing/demand.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { answeredWithinC, erlangC } from '../../src/staffing/erlang-c.ts';
import { requiredAgentsC } from '../../src/staffing/requirement.ts';
import { scheduledStaff } from '../../src/staffing/shrinkage.ts';

const ROUNDS = 15;
const TARGETS = { serviceLevel: { fraction: 0.8, withinSeconds: 20 }, maxOccupancyFraction: 0.999 };

const halfHour = (contactsPerInterval: number, ahtSeconds: number): Demand => ({
  contactsPerInterval,
  intervalSeconds: 1800,
  ahtSeconds,
});

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

// Keeps results in use, so that no work is optimised away.
let sink = 0;

function perSecond(count: number, run: (i: number) => number): number {
  const from = performance.now();
  for (let i = 0; i < count; i++) sink += run(i);
  return (1000 * count) / (performance.now() - from);
}

const thousands = (value: number): string => `${(value / 1000).toPrecision(3).padStart(8)} k/s`;

console.log(`smallest number of agents for 80/20 by Erlang C, medians of ${ROUNDS} paired rounds`);
for (const { contacts, aht, peerRuns } of [
  { contacts: 100, aht: 180, peerRuns: 200 },
  { contacts: 600, aht: 285, peerRuns: 10 },
  { contacts: 5800, aht: 300, peerRuns: 1 },
  { contacts: 59_400, aht: 300, peerRuns: 0 },
]) {
  // A few contacts more from call to call, so that no answer can be remembered.
  const ours = (i: number): number => requiredAgentsC(halfHour(contacts + (i & 7), aht), TARGETS);
  const peers = (i: number): number => peer.getNumberOfAgents(contacts + (i & 7), 1800, aht, 0.8, 20, 0.999, 0);
  for (let i = 0; i < 8 && peerRuns > 0; i++)
    if (ours(i) !== peers(i)) throw new Error(`${contacts + i} contacts: ${ours(i)} agents, erlang-c-js ${peers(i)}`);
  perSecond(50_000, ours);
  const own: number[] = [];
  const ratios: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(perSecond(50_000, ours));
    if (peerRuns === 0) continue;
    theirs.push(perSecond(peerRuns, peers));
    ratios.push(own[round] / theirs[round]);
  }
  const beside =
    peerRuns === 0
      ? 'erlang-c-js not measured at this size'
      : `erlang-c-js ${thousands(median(theirs))}   ratio ${median(ratios).toFixed(0)}x`;
  console.log(`${String(ours(0)).padStart(6)} agents   gcforecast ${thousands(median(own))}   ${beside}`);
}

console.log(`all measures of Erlang A at one number of agents, medians of ${ROUNDS} rounds`);
for (const { contacts, aht, agents } of [
  { contacts: 100, aht: 180, agents: 12 },
  { contacts: 600, aht: 285, agents: 95 },
  { contacts: 5800, aht: 300, agents: 960 },
  { contacts: 59_400, aht: 300, agents: 9900 },
]) {
  const evaluate = (i: number): number => {
    const queue = erlangA(halfHour(contacts + (i & 7), aht), 120, agents, 20);
    return queue.state === 'stable' ? queue.asaSeconds : 0;
  };
  perSecond(5000, evaluate);
  const rates = Array.from({ length: ROUNDS }, () => perSecond(5000, evaluate));
  console.log(`${String(agents).padStart(6)} agents   gcforecast ${thousands(median(rates))}`);
}

/** A forecast document of so many queues by the quarter hour. */
function forecastDocument(groups: number, intervals: number): string {
  const time = (i: number) => new Date(Date.UTC(2026, 0, 5) + i * 900_000).toISOString().replace('.000', '');
  const series = Array.from({ length: groups }, (_, group) => ({
    key: { queueId: `queue-${group}`, queueName: `Queue ${group}`, mediaType: 'voice' },
    metric: 'offered',
    points: Array.from({ length: intervals }, (_, i) => {
      const forecast = (5 + 0.4 * group) * (1 + Math.sin((2 * Math.PI * i) / 96));
      const bounds = { lower: 0.8 * forecast, upper: 1.2 * forecast };
      return { start: time(i), end: time(i + 1), forecast, ...bounds, ahtSeconds: 240 + (group % 60) };
    }),
  }));
  return JSON.stringify({ schema: 'gcforecast/forecast@1', timeZone: 'UTC', intervalWidth: 0.8, series });
}

const GROUPS = 200;
const INTERVALS = 672;
const seconds = Array.from({ length: ROUNDS }, () => {
  const rate = perSecond(GROUPS * INTERVALS, (i) => {
    const dayShare = 1 + Math.sin((2 * Math.PI * (i % INTERVALS)) / 96);
    const demand = { contactsPerInterval: dayShare * (2 + (i % GROUPS)), intervalSeconds: 900, ahtSeconds: 240 };
    const agents = requiredAgentsC(demand, TARGETS);
    const queue = erlangC(demand, agents);
    const level = queue.state === 'stable' ? answeredWithinC(queue, 20) + queue.occupancyFraction : 0;
    return level + scheduledStaff(agents, { ofPaidTime: [0.3], ofRemainingTime: [] }).heads;
  });
  return (GROUPS * INTERVALS) / rate;
});
console.log(
  `${GROUPS} groups x ${INTERVALS} intervals: agents, service level, occupancy, heads   ${median(seconds).toFixed(3)} s`,
);
const folder = mkdtempSync(join(tmpdir(), 'gcforecast-staffing-'));
try {
  const file = join(folder, 'forecast.json');
  writeFileSync(file, forecastDocument(GROUPS, INTERVALS));
  const options = ['--max-occupancy', '0.85', '--shrinkage', '0.3', '--output', join(folder, 'staffing.csv')];
  const wholeProgram = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    execFileSync(process.execPath, ['bin/gcforecast.js', 'staff', '--forecast', file, ...options]);
    return (performance.now() - from) / 1000;
  });
  console.log(
    `${GROUPS} groups x ${INTERVALS} intervals from file to file, whole program   ${median(wholeProgram).toFixed(2)} s`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
if (!Number.isFinite(sink)) throw new Error('a result is no number');
