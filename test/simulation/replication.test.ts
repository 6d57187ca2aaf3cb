import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arrivals } from '../../src/simulation/arrivals.ts';
import { type Model, simulationModel } from '../../src/simulation/model.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import type { AgentGroup, ContactType, Queue, Scenario, SkillEvaluation } from '../../src/simulation/scenario.ts';
import { sampleSize } from '../support/sample-size.ts';
import { type PlainContact, plainSimulation } from './plain-simulator.ts';
import { agentGroup, contactType, queue, scenario } from './scenarios.ts';

const SKILLS = ['english', 'billing', 'claims'];
const QUEUES = ['calls', 'chats'];
// All different, so that agents of two groups never finish at the same moment, whose order no rule states.
const PACES = [0.83, 1, 1.27, 1.41];
const INTERVALS = 4;
const INTERVAL_SECONDS = 600;

const evaluation = fc.constantFrom<SkillEvaluation>('all-skills', 'best-available', 'disregard-skills');
const perInterval = (most: number) => fc.array(fc.nat(most), { minLength: INTERVALS, maxLength: INTERVALS });
const ring = fc.record({ waitSeconds: fc.integer({ min: 5, max: 90 }), dropSkills: fc.subarray(SKILLS) });

const anyQueue = (name: string): fc.Arbitrary<Queue> =>
  fc
    .record({ skillEvaluation: evaluation, rings: fc.array(ring, { maxLength: 3 }), serviceLevelSeconds: fc.nat(60) })
    .map((changes) => queue({ ...changes, name }));

const anyType: fc.Arbitrary<ContactType> = fc
  .record({
    queue: fc.constantFrom(...QUEUES),
    skills: fc.subarray(SKILLS),
    priority: fc.integer({ min: -2, max: 3 }),
    arrivalsPerInterval: perInterval(25),
    handleTime: fc.constantFrom<ContactType['handleTime']>(
      { kind: 'exponential', meanSeconds: 150 },
      { kind: 'lognormal', meanSeconds: 200, variationFraction: 0.8 },
      { kind: 'empirical', seconds: [30.5, 90.25, 400.125] },
    ),
    patience: fc.constantFrom<ContactType['patience']>(
      { kind: 'exponential', meanSeconds: 60 },
      { kind: 'lognormal', meanSeconds: 90, variationFraction: 1.5 },
    ),
  })
  .map(contactType);

const anyGroup: fc.Arbitrary<AgentGroup> = fc
  .record({
    queues: fc.subarray(QUEUES),
    proficiencies: fc
      .subarray(SKILLS)
      .chain((skills) =>
        fc
          .array(fc.nat(5), { minLength: skills.length, maxLength: skills.length })
          .map((ratings): Record<string, number> => Object.fromEntries(skills.map((skill, i) => [skill, ratings[i]]))),
      ),
    agentsPerInterval: perInterval(5).filter((agents) => agents.some((count) => count > 0)),
  })
  .map(agentGroup);

const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    queues: fc.tuple(...QUEUES.map(anyQueue)),
    contactTypes: fc.array(anyType, { minLength: 1, maxLength: 4 }),
    agentGroups: fc.array(anyGroup, { minLength: 1, maxLength: 4 }),
  })
  .map(({ queues, contactTypes, agentGroups }) =>
    scenario({
      queues,
      contactTypes,
      agentGroups: agentGroups.map((group, i) => ({ ...group, handleTimeMultiplier: PACES[i] })),
      intervals: INTERVALS,
      intervalSeconds: INTERVAL_SECONDS,
    }),
  );

function contactsOf(model: Model, seed: number, replication: number): PlainContact[] {
  const contacts: PlainContact[] = [];
  const arrivals = new Arrivals(model, seed, replication);
  for (; arrivals.seconds < Number.POSITIVE_INFINITY; arrivals.advance()) {
    const { type, seconds } = arrivals;
    const { handleSeconds, patienceSeconds } = arrivals.contact(type);
    contacts.push({ type, arrivalSeconds: seconds, deadlineSeconds: seconds + patienceSeconds, handleSeconds });
  }
  return contacts;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('a replication', () => {
  it('does what the rules say, contact by contact, as a plain simulation without any shortcut', () => {
    fc.assert(
      fc.property(anyScenario, fc.nat(1000), (any, seed) => {
        const model = simulationModel(any);
        const plain = plainSimulation(any, contactsOf(model, seed, 0));
        const { contactTypes, agentGroups } = simulateReplication(model, seed, 0);
        expect(contactTypes.map(({ answered }) => answered)).toEqual(plain.answered);
        expect(contactTypes.map(({ abandoned }) => abandoned)).toEqual(plain.abandoned);
        expect(contactTypes.map(({ waiting }) => waiting)).toEqual(plain.waiting);
        contactTypes.forEach(({ answeredWaitSeconds, abandonedWaitSeconds }, type) => {
          expect(answeredWaitSeconds).toBeCloseTo(plain.answeredWaitSeconds[type], 6);
          expect(abandonedWaitSeconds).toBeCloseTo(plain.abandonedWaitSeconds[type], 6);
        });
        agentGroups.forEach(({ busySeconds, onQueueSeconds }, group) => {
          expect(busySeconds).toBeCloseTo(plain.busySeconds[group], 6);
          expect(onQueueSeconds).toBeCloseTo(plain.onQueueSeconds[group], 6);
        });
        // Little's law: waits added up by contact are waiting contacts added up over time.
        const waits = contactTypes.map((t) => t.answeredWaitSeconds + t.abandonedWaitSeconds + t.waitingWaitSeconds);
        expect(sum(waits)).toBeCloseTo(plain.waitingArea, 6);
      }),
      { numRuns: sampleSize(100, 300), seed: 5 },
    );
  });

  it('loses no contact and no time, however the measured part lies', () => {
    const cut = fc
      .tuple(fc.nat(INTERVALS - 1), fc.integer({ min: 1, max: INTERVALS }))
      .filter(([from, to]) => from < to);
    fc.assert(
      fc.property(anyScenario, fc.nat(1000), cut, (any, seed, [measuredFrom, measuredTo]) => {
        const tallyOf = (from: number, to: number) =>
          simulateReplication(simulationModel({ ...any, measuredFrom: from, measuredTo: to }), seed, 0);
        const whole = tallyOf(0, INTERVALS);
        const parts = [tallyOf(measuredFrom, measuredTo)];
        if (measuredFrom > 0) parts.push(tallyOf(0, measuredFrom));
        if (measuredTo < INTERVALS) parts.push(tallyOf(measuredTo, INTERVALS));
        whole.contactTypes.forEach(
          ({ offered, answered, answeredWithin, abandoned, abandonedWithin, waiting }, type) => {
            expect(answered + abandoned + waiting).toBe(offered);
            expect(answeredWithin).toBeLessThanOrEqual(answered);
            expect(abandonedWithin).toBeLessThanOrEqual(abandoned);
            expect(sum(parts.map((part) => part.contactTypes[type].offered))).toBe(offered);
            expect(sum(parts.map((part) => part.contactTypes[type].answeredWithin))).toBe(answeredWithin);
          },
        );
        whole.agentGroups.forEach(({ busySeconds, onQueueSeconds }, group) => {
          expect(busySeconds).toBeLessThanOrEqual(onQueueSeconds * (1 + 1e-9));
          expect(sum(parts.map((part) => part.agentGroups[group].busySeconds))).toBeCloseTo(busySeconds, 6);
          expect(sum(parts.map((part) => part.agentGroups[group].onQueueSeconds))).toBeCloseTo(onQueueSeconds, 6);
        });
      }),
    );
  });

  it('depends on scenario, seed and its own number only, not on what ran before', () => {
    const model = simulationModel(scenario());
    const alone = simulateReplication(model, 3, 7);
    simulateReplication(model, 3, 6);
    expect(simulateReplication(simulationModel(scenario()), 3, 7)).toEqual(alone);
    expect(simulateReplication(model, 3, 8)).not.toEqual(alone);
    expect(simulateReplication(model, 4, 7)).not.toEqual(alone);
  });

  it('lets an agent finish a contact after the end of the shift, on queue until then', () => {
    const { contactTypes, agentGroups } = simulateReplication(
      simulationModel(
        scenario({
          intervals: 3,
          contactTypes: [
            contactType({
              arrivalsPerInterval: [200, 0, 0],
              handleTime: { kind: 'empirical', seconds: [1000] },
              patience: undefined,
            }),
          ],
          agentGroups: [agentGroup({ agentsPerInterval: [1, 0, 0] })],
        }),
      ),
      1,
      0,
    );
    // One agent handles from the first seconds on: two contacts begin within 1,800 s, the second ends after 2,000 s and more.
    expect(contactTypes[0].answered).toBe(2);
    expect(agentGroups[0].busySeconds).toBe(2000);
    expect(agentGroups[0].onQueueSeconds).toBeGreaterThan(2000);
    expect(agentGroups[0].onQueueSeconds).toBeLessThan(2100);
  });

  it('abandons every contact that no agent may take', () => {
    const { contactTypes } = simulateReplication(
      simulationModel(
        scenario({
          intervals: 2,
          contactTypes: [contactType({ skills: ['french'], arrivalsPerInterval: [50, 0] })],
          agentGroups: [agentGroup({ agentsPerInterval: [5, 5] })],
        }),
      ),
      1,
      0,
    );
    expect(contactTypes[0]).toMatchObject({ answered: 0, abandoned: contactTypes[0].offered, waiting: 0 });
    expect(contactTypes[0].offered).toBeGreaterThan(20);
  });
});
