import { beforeAll, describe, expect, it } from 'vitest';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { estimate } from '../../src/simulation/estimate.ts';
import { abandonment, asaSeconds, occupancy, queueLength, serviceLevel } from '../../src/simulation/measures.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import { waitQuantileSeconds } from '../../src/simulation/wait-histogram.ts';
import { erlangA, serviceLevelA, waitQuantileA } from '../../src/staffing/erlang-a.ts';
import { answeredWithinC, erlangC } from '../../src/staffing/erlang-c.ts';
import { sampleSize } from '../support/sample-size.ts';
import { type SingleQueue, singleQueue } from './scenarios.ts';

// A multiple of 4, since every fourth has endless patience.
const CONFIGURATIONS = sampleSize(60, 200);
const REPLICATIONS = 40;
const TYPES = [0];

function exactValues(one: SingleQueue) {
  const demand = { contactsPerInterval: one.erlangs, intervalSeconds: one.ahtSeconds, ahtSeconds: one.ahtSeconds };
  if (one.patienceSeconds === undefined) {
    const queue = erlangC(demand, one.agents);
    if (queue.state !== 'stable') throw new Error('the configuration is not stable');
    return {
      serviceLevel: answeredWithinC(queue, one.withinSeconds),
      asaSeconds: queue.asaSeconds,
      occupancy: queue.occupancyFraction,
      queueLength: queue.queueLength,
      abandonment: undefined,
    };
  }
  const queue = erlangA(demand, one.patienceSeconds, one.agents, one.withinSeconds);
  if (queue.state !== 'stable') throw new Error('the configuration is empty');
  return {
    serviceLevel: serviceLevelA(queue, 'offered'),
    asaSeconds: queue.asaSeconds,
    occupancy: queue.occupancyFraction,
    queueLength: queue.queueLength,
    abandonment: queue.abandonedFraction,
  };
}

/**
 * Small to middling centres, a quarter of them without abandonment, which needs spare agents. Only those in which 5 to 95 % are
 * answered in time: of rarer things a run of this length sees too few for their errors to be normal.
 */
function configurations(): (SingleQueue & { readonly exact: ReturnType<typeof exactValues> })[] {
  const random = randomStream(2024);
  const between = (low: number, high: number) => low + (high - low) * nextUniform(random);
  const chosen: (SingleQueue & { readonly exact: ReturnType<typeof exactValues> })[] = [];
  while (chosen.length < CONFIGURATIONS) {
    const agents = Math.ceil(between(1, 30));
    const patient = chosen.length % 4 === 0;
    const ahtSeconds = between(60, 600);
    const one = {
      agents,
      erlangs: agents * (patient ? between(0.4, 0.85) : between(0.5, 1.3)),
      ahtSeconds,
      patienceSeconds: patient ? undefined : ahtSeconds * between(0.2, 2),
      withinSeconds: between(5, 60),
    };
    const exact = exactValues(one);
    if (exact.serviceLevel > 0.05 && exact.serviceLevel < 0.95) chosen.push({ ...one, exact });
  }
  return chosen;
}

const MEASURES = {
  serviceLevel: serviceLevel(TYPES, 'offered'),
  abandonment: abandonment(TYPES),
  asaSeconds: asaSeconds(TYPES),
  queueLength: queueLength(TYPES),
  occupancy: occupancy([0]),
};

type Name = keyof typeof MEASURES;
const NAMES: readonly Name[] = ['serviceLevel', 'abandonment', 'asaSeconds', 'queueLength', 'occupancy'];

/** (estimate - exact) / standard error, by measure, over all configurations. */
function scores(): Record<Name, number[]> {
  const found: Record<Name, number[]> = {
    serviceLevel: [],
    abandonment: [],
    asaSeconds: [],
    queueLength: [],
    occupancy: [],
  };
  configurations().forEach((one, seed) => {
    const model = singleQueue(one, 30, Math.ceil(1500 / one.erlangs), 20);
    const tallies = Array.from({ length: REPLICATIONS }, (_, replication) =>
      simulateReplication(model, seed, replication),
    );
    for (const name of NAMES) {
      const value = one.exact[name];
      const estimated = estimate(tallies, MEASURES[name], 0.95);
      if (value !== undefined && estimated !== undefined)
        found[name].push((estimated.value - value) / estimated.standardError);
    }
  });
  return found;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a queue in its steady state', () => {
  let scored: Record<Name, number[]>;
  beforeAll(() => {
    scored = scores();
  });

  it.each(NAMES)('has the %s of Erlang A and C: errors are those of chance, no more and no less', (name) => {
    const z = scored[name];
    expect(z.length).toBe(name === 'abandonment' ? (CONFIGURATIONS * 3) / 4 : CONFIGURATIONS);
    const centre = mean(z);
    const deviation = Math.sqrt(mean(z.map((value) => (value - centre) ** 2)));
    // Two standard errors of the mean and of the deviation of 200 normal scores, three and more of the fewer.
    expect(Math.abs(centre)).toBeLessThan(sampleSize(0.5, 0.15));
    expect(Math.abs(deviation - 1)).toBeLessThan(sampleSize(0.35, 0.1));
  });

  it.each([0.5, 0.8, 0.95, 0.99])('has the wait that a share of %d of the contacts does not exceed', (fraction) => {
    const one = { agents: 12, erlangs: 13, ahtSeconds: 180, patienceSeconds: 150, withinSeconds: 20 };
    const demand = { contactsPerInterval: one.erlangs, intervalSeconds: 180, ahtSeconds: 180 };
    const exact = waitQuantileA(demand, one.patienceSeconds, one.agents, fraction) ?? Number.NaN;
    const model = singleQueue(one, 30, 2000, 30);
    const found = Array.from({ length: 30 }, (_, replication) => {
      const { contactTypes } = simulateReplication(model, 9, replication);
      return waitQuantileSeconds(contactTypes[0].waits, fraction) ?? Number.NaN;
    });
    const variance = mean(found.map((value) => (value - mean(found)) ** 2)) / (found.length - 1);
    // A bin of the histogram is 2 to 3 % wide, and interpolation is right to a small part of it.
    expect(Math.abs(mean(found) - exact)).toBeLessThan(3 * Math.sqrt(variance) + 0.003 * exact);
  });

  it('has the service level of Erlang A under every way to count abandoned contacts', () => {
    const one = { agents: 10, erlangs: 11, ahtSeconds: 180, patienceSeconds: 90, withinSeconds: 20 };
    const demand = { contactsPerInterval: one.erlangs, intervalSeconds: 180, ahtSeconds: 180 };
    const exact = erlangA(demand, one.patienceSeconds, one.agents, one.withinSeconds);
    if (exact.state !== 'stable') throw new Error('the queue is empty');
    const model = singleQueue(one, 30, 1000, 20);
    const tallies = Array.from({ length: 60 }, (_, replication) => simulateReplication(model, 3, replication));
    for (const counting of ['offered', 'answered', 'excluding-short-abandons', 'counting-short-abandons'] as const) {
      const found = estimate(tallies, serviceLevel(TYPES, counting), 0.95);
      if (found === undefined) throw new Error('no estimate');
      expect(Math.abs(found.value - serviceLevelA(exact, counting))).toBeLessThan(3 * found.standardError);
    }
  });
});
