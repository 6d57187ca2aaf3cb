import { describe, expect, it } from 'vitest';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { estimate } from '../../src/simulation/estimate.ts';
import { abandonment, type Measure, meanWaitSeconds, occupancy, serviceLevel } from '../../src/simulation/measures.ts';
import { type Model, simulationModel } from '../../src/simulation/model.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import type { SkillEvaluation } from '../../src/simulation/scenario.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { sampleSize } from '../support/sample-size.ts';
import { type Chain, type ChainMeasures, solveChain } from './markov-chain.ts';
import { agentGroup, constant, contactType, queue, scenario } from './scenarios.ts';

// A multiple of 4, which is how many ways of routing there are.
const SYSTEMS = sampleSize(4, 20);
const REPLICATIONS = 200;
const AHT_SECONDS = 100;
const WARM_UP = 20;
const MEASURED = 200;
const COOL_DOWN = 10;
// An hour and more of waiting, so that no wait of these systems catches up.
const ALWAYS_FIRST = 100;

interface System {
  readonly chain: Chain;
  readonly model: Model;
}

/** Two contact types; specialists of each and agents with both skills, who are slower or quicker; one queue each or one for both. */
function system(number: number): System {
  const random = randomStream(77, number);
  const between = (low: number, high: number) => low + (high - low) * nextUniform(random);
  const whole = (low: number, high: number) => low + Math.floor((high - low + 1) * nextUniform(random));
  const evaluation: SkillEvaluation = number % 4 < 2 ? 'best-available' : 'all-skills';
  const waitingOrder = number % 2 === 0 ? 'first' : 'arrival';
  const small = evaluation === 'all-skills' || waitingOrder === 'arrival';
  const agents = [0, 1, 2].map(() => whole(1, small ? 2 : 3));
  const proficiencies: Record<string, number>[] = [
    { a: whole(3, 5) },
    { b: whole(3, 5) },
    { a: whole(0, 2), b: whole(0, 2) },
  ];
  const multipliers = [1, between(0.7, 1.4), between(0.7, 1.4)];
  const patience = between(0.3, 0.6) * AHT_SECONDS;
  const total = agents.reduce((sum, n) => sum + n, 0);
  const erlangs = [between(0.3, 0.5) * total, between(0.3, 0.5) * total];
  const intervals = WARM_UP + MEASURED + COOL_DOWN;
  const skills = ['a', 'b'];
  return {
    chain: {
      types: erlangs.map((load) => ({ arrivalsPerSecond: load / AHT_SECONDS, meanPatienceSeconds: patience })),
      groups: agents.map((count, group) => ({
        agents: count,
        meanHandleSeconds: AHT_SECONDS * multipliers[group],
        rank: skills.map((skill) =>
          evaluation === 'all-skills' && skill in proficiencies[group] ? 0 : proficiencies[group][skill],
        ),
      })),
      waitingOrder,
      mostWaiting: waitingOrder === 'first' ? 30 : 12,
    },
    model: simulationModel(
      scenario({
        intervalSeconds: AHT_SECONDS,
        intervals,
        measuredFrom: WARM_UP,
        measuredTo: WARM_UP + MEASURED,
        queues: skills.map((skill) => queue({ name: skill, skillEvaluation: evaluation, serviceLevelSeconds: 0 })),
        contactTypes: skills.map((skill, type) =>
          contactType({
            name: skill,
            queue: skill,
            skills: [skill],
            priority: waitingOrder === 'first' && type === 0 ? ALWAYS_FIRST : 0,
            arrivalsPerInterval: constant(erlangs[type], intervals),
            handleTime: { kind: 'exponential', meanSeconds: AHT_SECONDS },
            patience: { kind: 'exponential', meanSeconds: patience },
          }),
        ),
        agentGroups: agents.map((count, group) =>
          agentGroup({
            name: `group ${group}`,
            queues: skills,
            proficiencies: proficiencies[group],
            agentsPerInterval: constant(count, intervals),
            handleTimeMultiplier: multipliers[group],
          }),
        ),
      }),
    ),
  };
}

const byType = (name: keyof ChainMeasures, measure: (types: readonly number[]) => Measure) =>
  [0, 1].map((type) => ({ name, index: type, measure: measure([type]) }));

const MEASURES = [
  ...byType('immediateFraction', (types) => serviceLevel(types, 'offered')),
  ...byType('abandonedFraction', abandonment),
  ...byType('meanWaitSeconds', meanWaitSeconds),
  ...[0, 1, 2].map((group) => ({ name: 'occupancyFraction' as const, index: group, measure: occupancy([group]) })),
];

describe('two contact types and three agent groups', () => {
  it.each([...Array(SYSTEMS).keys()])('agree with the exact Markov chain, system %d', (number) => {
    const { chain, model } = system(number);
    const exact = solveChain(chain);
    expect(exact.atLimit).toBeLessThan(1e-5);
    const tallies = Array.from({ length: REPLICATIONS }, (_, i) => simulateReplication(model, number, i));
    for (const { name, index, measure } of MEASURES) {
      const truth = (exact[name] as readonly number[])[index];
      const estimated = estimate(tallies, measure, 0.95);
      if (estimated === undefined) throw new Error('no estimate');
      const score = (estimated.value - truth) / estimated.standardError;
      expect(Math.abs(score)).toBeLessThan(3);
    }
  });

  it('of one rank make a chain that is Erlang A, so the chain itself is right', () => {
    const rank = [0, 0];
    const types = [0.02, 0.03].map((arrivalsPerSecond) => ({ arrivalsPerSecond, meanPatienceSeconds: 60 }));
    const groups = [1, 2, 2].map((agents) => ({ agents, meanHandleSeconds: AHT_SECONDS, rank }));
    const solved = solveChain({ types, groups, waitingOrder: 'first', mostWaiting: 40 });
    const queue = erlangA({ contactsPerInterval: 0.05, intervalSeconds: 1, ahtSeconds: AHT_SECONDS }, 60, 5, 20);
    if (queue.state !== 'stable') throw new Error('the queue is empty');
    for (const type of [0, 1]) expect(solved.immediateFraction[type]).toBeCloseTo(1 - queue.waitProbability, 8);
    const abandoned = 0.4 * solved.abandonedFraction[0] + 0.6 * solved.abandonedFraction[1];
    expect(abandoned).toBeCloseTo(queue.abandonedFraction, 8);
  });
});
