// Simulated contacts per second, the time of a what-if, and SimPy on the same queue in the same run when Python has it. Processor
// time, not wall time, so that other work on the machine counts less. Run: npm run bench

import { spawnSync } from 'node:child_process';
import { raiseInliningBudget } from '../../src/cli/workers/inlining-budget.ts';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { estimateDifference } from '../../src/simulation/estimate.ts';
import { serviceLevel } from '../../src/simulation/measures.ts';
import { type Model, simulationModel } from '../../src/simulation/model.ts';
import { runToPrecision } from '../../src/simulation/precision.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import { agentGroup, constant, contactType, queue, scenario, singleQueue } from '../simulation/scenarios.ts';

// As the program does before it simulates.
raiseInliningBudget();

const ROUNDS = 9;
const SEED = 1;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

function cpuSeconds(run: () => unknown): number {
  const from = process.cpuUsage();
  run();
  return process.cpuUsage(from).user / 1e6;
}

/** In rounds, slowest first. */
function contactsPerSecond(model: Model): number[] {
  simulateReplication(model, SEED, 0);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    let offered = 0;
    const seconds = cpuSeconds(() => {
      for (const tally of simulateReplication(model, SEED, round + 1).contactTypes) offered += tally.offered;
    });
    return offered / seconds;
  });
  return rounds.sort((a, b) => a - b);
}

/** 20 queues of one type each, 30 groups of 20 agents with 2 to 6 skills, routed to the best available agent. */
function manySkills(): Model {
  const random = randomStream(12);
  const intervals = 200;
  const types = Array.from({ length: 20 }, (_, type) => `skill ${type}`);
  const groups = Array.from({ length: 30 }, (_, group) => {
    const skills = [types[group % types.length]];
    const wanted = 2 + Math.floor(5 * nextUniform(random));
    while (skills.length < wanted) {
      const skill = types[Math.floor(types.length * nextUniform(random))];
      if (!skills.includes(skill)) skills.push(skill);
    }
    return agentGroup({
      name: `group ${group}`,
      queues: skills,
      proficiencies: Object.fromEntries(skills.map((skill) => [skill, 1 + Math.floor(5 * nextUniform(random))])),
      agentsPerInterval: constant(20, intervals),
      handleTimeMultiplier: 0.9 + 0.2 * nextUniform(random),
    });
  });
  const erlangs = 0.93 * 600;
  return simulationModel(
    scenario({
      intervals,
      queues: types.map((name) => queue({ name, skillEvaluation: 'best-available' })),
      contactTypes: types.map((name) =>
        contactType({
          name,
          queue: name,
          skills: [name],
          arrivalsPerInterval: constant(((erlangs / types.length) * 1800) / 300, intervals),
          handleTime: { kind: 'exponential', meanSeconds: 300 },
          patience: { kind: 'exponential', meanSeconds: 150 },
        }),
      ),
      agentGroups: groups,
    }),
  );
}

const DAY = [
  0.4, 0.6, 0.8, 0.95, 1, 1, 0.95, 0.9, 0.85, 0.85, 0.9, 0.95, 1, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35,
  0.3,
];

/** A week of days from 8 to 20 o'clock, at most 500 agents on queue, ten of whom learn the skill of the other queue or not. */
function week(learnt: boolean): Model {
  const profile = Array.from({ length: 7 }, (_, day) => DAY.map((share) => (day < 5 ? share : share * 0.6))).flat();
  const intervals = profile.length;
  const staff = (most: number) => profile.map((share) => Math.ceil(most * share));
  const calls = (erlangs: number, ahtSeconds: number) => profile.map((share) => (share * erlangs * 1800) / ahtSeconds);
  return simulationModel(
    scenario({
      intervals,
      queues: [queue({ name: 'a' }), queue({ name: 'b' })],
      contactTypes: [
        contactType({
          name: 'a',
          queue: 'a',
          skills: ['a'],
          arrivalsPerInterval: calls(250, 300),
          handleTime: { kind: 'lognormal', meanSeconds: 300, variationFraction: 0.7 },
        }),
        contactType({
          name: 'b',
          queue: 'b',
          skills: ['b'],
          arrivalsPerInterval: calls(235, 360),
          handleTime: { kind: 'lognormal', meanSeconds: 360, variationFraction: 0.7 },
        }),
      ],
      agentGroups: [
        agentGroup({ name: 'a', queues: ['a'], proficiencies: { a: 4 }, agentsPerInterval: staff(250) }),
        agentGroup({ name: 'b', queues: ['b'], proficiencies: { b: 4 }, agentsPerInterval: staff(240) }),
        agentGroup({
          name: 'learning',
          queues: ['a', 'b'],
          proficiencies: learnt ? { a: 3, b: 4 } : { b: 4 },
          agentsPerInterval: staff(10),
        }),
      ],
    }),
  );
}

function whatIf() {
  const [before, after] = [week(false), week(true)];
  return runToPrecision(
    (replication) => ({
      before: simulateReplication(before, SEED, replication),
      after: simulateReplication(after, SEED, replication),
    }),
    (pairs) =>
      estimateDifference(
        pairs.map((pair) => pair.before),
        pairs.map((pair) => pair.after),
        serviceLevel([0], 'offered'),
        0.95,
      ),
    { halfWidth: 0.005, pilotReplications: 4, mostReplications: 50 },
  );
}

const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(2)} M/s`;
const medianAndBest = (rounds: readonly number[]): string =>
  `${millions(median(rounds))}, at best ${millions(Math.max(...rounds))}`;
const line = (name: string, value: string): void => console.log(`${name.padEnd(52)} ${value}`);

const queueOf = (agents: number, erlangs: number, patienceSeconds: number | undefined): Model =>
  singleQueue(
    { agents, erlangs, ahtSeconds: 300, patienceSeconds, withinSeconds: 20 },
    0,
    Math.ceil(500_000 / erlangs),
    0,
  );

console.log('simulated contacts per second of processor time, medians of rounds');
const withPatience = contactsPerSecond(queueOf(20, 18, 120));
line('one queue, 20 agents, patience', medianAndBest(withPatience));
line('one queue, 20 agents, endless patience', medianAndBest(contactsPerSecond(queueOf(20, 18, undefined))));
line('one queue, 500 agents, patience', medianAndBest(contactsPerSecond(queueOf(500, 480, 120))));
line('20 types, 30 groups, 600 agents', medianAndBest(contactsPerSecond(manySkills())));

const seconds: number[] = [];
let found = whatIf();
for (let round = 0; round < 3; round++)
  seconds.push(
    cpuSeconds(() => {
      found = whatIf();
    }),
  );
const { value, halfWidth } = found.estimate ?? { value: Number.NaN, halfWidth: Number.NaN };
line(
  'what-if over a week, 500 agents, ten learn a skill',
  `${median(seconds).toFixed(2)} s for ${(100 * value).toFixed(2)} +- ${(100 * halfWidth).toFixed(2)} points, ${found.results.length} weeks twice`,
);

const script = new URL('./simpy-queue.py', import.meta.url).pathname;
// Debian's python3-simpy3 belongs to the system's Python, which another one may hide.
const simPy = (python: string) => spawnSync(python, [script], { encoding: 'utf8' });
let peer = simPy('python3');
if (peer.status !== 0) peer = simPy('/usr/bin/python3');
if (peer.status === 0) {
  const { version, contactsPerSecond: peers, abandonment } = JSON.parse(peer.stdout);
  line(
    `SimPy ${version}, 20 agents, patience`,
    `${millions(peers)}, ${(100 * abandonment).toFixed(1)} % abandon; we do ${(median(withPatience) / peers).toFixed(0)}x`,
  );
} else {
  line('SimPy', `not there: ${peer.stderr.trim().split('\n').at(-1) ?? peer.error?.message}`);
}
