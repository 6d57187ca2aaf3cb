import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { raiseInliningBudget } from '../../src/cli/workers/inlining-budget.ts';
import type { Centre } from '../../src/routing/centre.ts';
import { erlangServiceLevels } from '../../src/routing/erlang-queue.ts';
import { type PlayDays, playDays } from '../../src/routing/play-days.ts';
import type { SkillMove } from '../../src/routing/skill-move.ts';
import { whatIf } from '../../src/routing/what-if.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { sampleSize } from '../support/sample-size.ts';
import { agent, centre, centreQueue, contacts, playHere, skillCentre, workdayPresence } from './synthetic-centre.ts';

beforeAll(raiseInliningBudget);

const add = (agentId: string, skillId: string): SkillMove => ({
  agentId,
  skillId,
  proficiencyBefore: undefined,
  proficiencyAfter: 3,
});
const remove = (agentId: string, skillId: string): SkillMove => ({
  agentId,
  skillId,
  proficiencyBefore: 3,
  proficiencyAfter: undefined,
});

const course = (halfWidth: number, pilotReplications: number, mostReplications: number) => ({
  seed: 7,
  precision: { halfWidth, pilotReplications, mostReplications },
  levelFraction: 0.95,
  firstWeek: 0,
});

const two = () =>
  skillCentre(
    [
      { name: 'a', perDay: 640, agents: 6 },
      { name: 'b', perDay: 400, agents: 6 },
    ],
    { weekdays: [1, 2] },
  );

/** Contacts come evenly all day, so that a whole day is one steady state. */
function steadyCentre(perHalfHour: number, agents: number): Centre {
  const arrivals = new Float64Array(7 * 48).fill(perHalfHour);
  const present = new Uint8Array(7 * 48).fill(1);
  return centre({
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    contactTypes: [contacts({ arrivals, handleVariationFraction: 1 })],
    agents: Array.from({ length: agents }, (_, i) => agent(String(i), { present })),
    dayVariationFraction: 0,
  });
}

describe('what-if', () => {
  it('is right for one queue by Erlang A, before and after an agent loses its skill', async () => {
    const found = await whatIf(steadyCentre(50, 8), [remove('0', 'a')], course(0.01, sampleSize(4, 40), 40), playHere);
    const demand = { contactsPerInterval: 50, intervalSeconds: 1800, ahtSeconds: 240 };
    const [before, after] = [8, 7].map((agents) => erlangA(demand, 120, agents, 20));
    if (before.state !== 'stable' || after.state !== 'stable') throw new Error('not a queue');
    const [queue] = found.queues;
    // 16,800 contacts a week over four weeks have a standard error of half a point; lognormal handle times of the same variation add
    // about as much again.
    expect(Math.abs((queue.serviceLevel.before ?? 0) - before.answeredWithinFraction)).toBeLessThan(0.02);
    expect(Math.abs((queue.serviceLevel.after ?? 0) - after.answeredWithinFraction)).toBeLessThan(0.02);
    expect(Math.abs((queue.abandonment.after ?? 0) - after.abandonedFraction)).toBeLessThan(0.02);
    expect(Math.abs((queue.occupancy.before ?? 0) - before.occupancyFraction)).toBeLessThan(0.02);
  });

  it('goes on until every queue is known to the half-width, or the weeks are used up', async () => {
    const rough = await whatIf(two(), [add('b0', 'a')], course(0.5, 3, 50), playHere);
    expect(rough.weeks).toBe(3);
    const exact = await whatIf(two(), [add('b0', 'a')], course(0.015, 10, 60), playHere);
    const widths = exact.queues.map(
      ({ serviceLevel: { effect } }) => ((effect?.upper ?? 9) - (effect?.lower ?? 0)) / 2,
    );
    // The weeks after the pilot spread by chance a little more or less than those in it.
    if (exact.weeks < 60) expect(Math.max(...widths)).toBeLessThan(1.4 * 0.015);
    const capped = await whatIf(two(), [add('b0', 'a')], course(1e-6, 3, 5), playHere);
    expect(capped.weeks).toBe(5);
  });

  it('leaves what the moves cannot reach exactly as it is', async () => {
    const parts = skillCentre([
      { name: 'a', perDay: 300, agents: 4 },
      { name: 'b', perDay: 300, agents: 4 },
      { name: 'c', perDay: 300, agents: 4 },
    ]);
    const found = await whatIf(parts, [add('b0', 'a')], course(0.5, 2, 2), playHere);
    expect(found.queues[2].serviceLevel.effect).toEqual({ difference: 0, lower: 0, upper: 0 });
    expect(found.queues[0].serviceLevel.effect?.difference).toBeGreaterThan(0);
  });

  it('does not depend on who plays which tasks, and when', async () => {
    const backwards: PlayDays = async (tasks) => {
      const results = new Map([...tasks].reverse().map((task) => [task, playDays(structuredClone(task))]));
      return tasks.map((task) => results.get(task) ?? []);
    };
    const [one, other] = await Promise.all(
      [playHere, backwards].map((play) => whatIf(two(), [add('b0', 'a')], course(0.5, 6, 6), play)),
    );
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  it('gives no effect and no zero for what was not measured', async () => {
    const parts = two();
    const silent = { ...parts, contactTypes: [parts.contactTypes[0]] };
    const found = await whatIf(silent, [add('b0', 'a')], course(0.5, 2, 2), playHere);
    expect(found.queues[1].serviceLevel).toEqual({ before: undefined, after: undefined, effect: undefined });
  });

  it.each([
    ['an agent who is not in the centre', [add('nobody', 'a')]],
    ['a skill twice', [add('b0', 'a'), add('b0', 'a')]],
    ['adding and removing one skill', [add('b0', 'a'), remove('b0', 'a')]],
    ['removing a skill that the agent lacks', [remove('b0', 'a')]],
    ['adding a skill that the agent has', [add('b0', 'b')]],
    ['a change that is none', [{ ...remove('b0', 'b'), proficiencyAfter: 3 }]],
    ['a proficiency above 5', [{ ...add('b0', 'a'), proficiencyAfter: 6 }]],
  ])('refuses %s', async (_, moves) => {
    await expect(whatIf(two(), moves, course(0.5, 2, 2), playHere)).rejects.toThrow(RangeError);
  });

  it('shows service levels and abandonment from 0 to 1, whatever the centre', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 19 }),
        async (perDay, agents, from) => {
          const parts = skillCentre([
            { name: 'a', perDay: perDay + 1, agents },
            { name: 'b', perDay: 40, agents: 1 },
          ]);
          const late = {
            ...parts,
            agents: parts.agents.map((one) => ({ ...one, present: workdayPresence(from, 20) })),
          };
          const found = await whatIf(late, [add('b0', 'a')], course(0.5, 2, 2), playHere);
          for (const { serviceLevel, abandonment, occupancy } of found.queues)
            for (const value of [serviceLevel, abandonment, occupancy].flatMap(({ before, after }) => [before, after]))
              if (value !== undefined) {
                expect(value).toBeGreaterThanOrEqual(0);
                expect(value).toBeLessThanOrEqual(1);
              }
        },
      ),
      { numRuns: sampleSize(4, 200) },
    );
  });
});

describe('days that only play what can feel a change', () => {
  it('show the same change to the last bit as whole days', () => {
    const parts = skillCentre([
      { name: 'a', perDay: 200, agents: 3 },
      { name: 'b', perDay: 200, agents: 4 },
      { name: 'c', perDay: 200, agents: 3 },
    ]);
    const task = {
      centre: parts,
      seed: 3,
      days: [1, 2].map((weekday) => ({ week: 0, weekday })),
      configurations: [[], [add('b0', 'a')], [remove('b0', 'b')]],
    };
    const whole = playDays({ ...task, onlyTouched: false });
    const part = playDays({ ...task, onlyTouched: true });
    expect(part.map((days) => days.map((queues) => queues.slice(0, 2)))).toEqual(
      whole.map((days) => days.map((queues) => queues.slice(0, 2))),
    );
    expect(part.flat().every((queues) => queues[2].offered === 0)).toBe(true);
    expect(whole.flat().every((queues) => queues[2].offered > 0)).toBe(true);
  });

  it('count contacts of a day on which nobody is there, none of them in time', () => {
    const parts = centre({ agents: [agent('1', { present: workdayPresence(0, 20, [1]) })] });
    const [[monday, tuesday]] = playDays({
      centre: parts,
      seed: 3,
      days: [1, 2].map((weekday) => ({ week: 0, weekday })),
      configurations: [[]],
      onlyTouched: false,
    });
    expect(monday[0].answered).toBeGreaterThan(0);
    expect(tuesday[0].offered).toBeGreaterThan(0);
    expect(tuesday[0].answered).toBe(0);
  });
});

describe('Erlang beside the simulation', () => {
  it('is told for a queue on its own in a steady state, as the formula says', () => {
    const queue = erlangA({ contactsPerInterval: 50, intervalSeconds: 1800, ahtSeconds: 240 }, 120, 8, 20);
    if (queue.state !== 'stable') throw new Error('not a queue');
    const [found] = erlangServiceLevels(steadyCentre(50, 8), []);
    expect('serviceLevel' in found && found.serviceLevel).toBeCloseTo(queue.answeredWithinFraction, 10);
  });

  it.each<[string, Centre, readonly SkillMove[]]>([
    ['other queues', two(), [add('b0', 'a')]],
    [
      'not all of its agents',
      centre({
        contactTypes: [contacts(), contacts({ skillIds: ['x'] })],
        agents: [agent('1'), agent('2', { proficiencies: { a: 3, x: 3 } })],
      }),
      [],
    ],
    ['nobody', centre({ agents: [agent('1', { proficiencies: {} })] }), []],
    ['half an interval', centre({ contactTypes: [contacts({ meanHandleSeconds: 1200 })] }), []],
    ['more comes', centre({ agents: [agent('1')] }), []],
    ['rings', centre({ queues: [centreQueue({ rings: [{ waitSeconds: 10, dropSkills: ['a'] }] })] }), []],
  ])('says why it does not hold: %s', (reason, one, moves) => {
    const [found] = erlangServiceLevels(one, moves);
    expect('invalid' in found && found.invalid).toContain(reason);
  });
});
