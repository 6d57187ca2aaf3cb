import { describe, expect, it } from 'vitest';
import { Arrivals } from '../../src/simulation/arrivals.ts';
import { estimate } from '../../src/simulation/estimate.ts';
import { serviceLevel } from '../../src/simulation/measures.ts';
import { type Model, simulationModel } from '../../src/simulation/model.ts';
import { simulateIntervals, simulateReplication } from '../../src/simulation/replication.ts';
import type { Tally } from '../../src/simulation/tally.ts';
import { agentGroup, contactType, queue, scenario } from './scenarios.ts';

const INTERVALS = 6;
const INTERVAL_SECONDS = 900;

/** Two queues, agents for one and for both, more and fewer of them as the day goes on. */
const model = (measuredFrom = 0, measuredTo = INTERVALS): Model =>
  simulationModel(
    scenario({
      intervalSeconds: INTERVAL_SECONDS,
      intervals: INTERVALS,
      measuredFrom,
      measuredTo,
      queues: [queue({ name: 'a' }), queue({ name: 'b', serviceLevelSeconds: 60 })],
      contactTypes: ['a', 'b'].map((name, type) =>
        contactType({
          name,
          queue: name,
          skills: [name],
          arrivalsPerInterval: [20, 40, 60, 50, 30, 10].map((calls) => calls * (type + 1)),
        }),
      ),
      agentGroups: [
        agentGroup({ queues: ['a'], proficiencies: { a: 3 }, agentsPerInterval: [3, 6, 7, 8, 2, 0] }),
        agentGroup({ queues: ['a', 'b'], proficiencies: { a: 1, b: 3 }, agentsPerInterval: [9, 14, 15, 20, 8, 6] }),
      ],
    }),
  );

const sumsOf = (tallies: readonly Tally[]): Tally => ({
  measuredSeconds: tallies.reduce((sum, { measuredSeconds }) => sum + measuredSeconds, 0),
  contactTypes: tallies[0].contactTypes.map((_, type) => sumOfFields(tallies.map((t) => t.contactTypes[type]))),
  agentGroups: tallies[0].agentGroups.map((_, group) => sumOfFields(tallies.map((t) => t.agentGroups[group]))),
});

function sumOfFields<Fields extends object>(parts: readonly Fields[]): Fields {
  const sum: Record<string, number> = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + Number(value);
  return sum as Fields;
}

/** Counts exactly; sums of seconds, of at most some ten thousand, but for the rounding of another order of adding. */
function expectSame(found: Tally, expected: Tally): void {
  expect(found.measuredSeconds).toBe(expected.measuredSeconds);
  for (const kind of ['contactTypes', 'agentGroups'] as const)
    found[kind].forEach((part, i) => {
      for (const [name, value] of Object.entries(part)) {
        const other = new Map<string, unknown>(Object.entries(expected[kind][i])).get(name);
        if (name.endsWith('Seconds')) expect(value).toBeCloseTo(Number(other), 7);
        else expect(value).toBe(other);
      }
    });
}

describe('what happened in each interval', () => {
  it.each([
    [0, INTERVALS],
    [0, 1],
    [1, 4],
    [5, 6],
  ])('adds up to what happened in the measured time, intervals %d to %d', (from, to) => {
    for (let replication = 0; replication < 20; replication++) {
      const intervals = simulateIntervals(model(), 4, replication);
      expect(intervals.length).toBe(INTERVALS);
      expectSame(sumsOf(intervals.slice(from, to)), simulateReplication(model(from, to), 4, replication));
    }
  });

  it('holds the contacts that came in it, whenever they were answered', () => {
    const offered = [0, 1].map(() => new Array<number>(INTERVALS).fill(0));
    const arrivals = new Arrivals(model(), 4, 0);
    for (; arrivals.seconds < Number.POSITIVE_INFINITY; arrivals.advance())
      offered[arrivals.type][Math.floor(arrivals.seconds / INTERVAL_SECONDS)]++;
    const intervals = simulateIntervals(model(), 4, 0);
    for (const type of [0, 1]) expect(intervals.map((t) => t.contactTypes[type].offered)).toEqual(offered[type]);
  });

  it('counts a contact where it came and the work on it where it was done', () => {
    const [first, second] = simulateIntervals(
      simulationModel(
        scenario({
          intervals: 2,
          contactTypes: [contactType({ arrivalsPerInterval: [20, 0], patience: undefined })],
          agentGroups: [agentGroup({ agentsPerInterval: [0, 50] })],
        }),
      ),
      1,
      0,
    );
    const [{ offered, answeredWaitSeconds }] = first.contactTypes;
    expect(offered).toBeGreaterThan(5);
    expect(first.contactTypes[0].answered).toBe(offered);
    expect(answeredWaitSeconds).toBeGreaterThan(0);
    expect(second.contactTypes[0]).toMatchObject({ offered: 0, answered: 0, answeredWaitSeconds: 0 });
    expect(first.agentGroups[0]).toEqual({ answered: 0, busySeconds: 0, onQueueSeconds: 0 });
    expect(second.agentGroups[0]).toMatchObject({ answered: offered, onQueueSeconds: 50 * 1800 });
  });

  it('holds the time on queue of those who were scheduled for it, and no more work than that', () => {
    for (const { agentGroups } of simulateIntervals(model(), 4, 1))
      for (const { busySeconds, onQueueSeconds } of agentGroups)
        expect(busySeconds).toBeLessThanOrEqual(onQueueSeconds + 1e-6);
    const [, second] = simulateIntervals(model(), 4, 1);
    expect(second.agentGroups.map(({ onQueueSeconds }) => onQueueSeconds)).toEqual([
      6 * INTERVAL_SECONDS,
      14 * INTERVAL_SECONDS,
    ]);
  });

  it('has a service level with its own interval of confidence', () => {
    const runs = Array.from({ length: 20 }, (_, replication) => simulateIntervals(model(), 4, replication));
    const measure = serviceLevel([0], 'offered');
    const levels = Array.from({ length: INTERVALS }, (_, i) => estimate(runs, (tallies) => measure(tallies[i]), 0.95));
    for (const level of levels) {
      expect(level?.value).toBeGreaterThan(0);
      expect(level?.value).toBeLessThan(1);
      expect(level?.halfWidth).toBeGreaterThan(0);
      expect(level?.halfWidth).toBeLessThan(0.2);
    }
  });
});
