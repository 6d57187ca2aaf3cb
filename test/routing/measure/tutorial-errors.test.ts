// What the plain recipe for skill routing gets wrong when it measures; each test shows its answer beside ours.
import { describe, expect, test } from 'vitest';
import { agent, demand, HALF_HOUR, measured, presence, queue, setup, work } from './small-centre.ts';

/** The recipe's record: contacts of a queue and skill over the whole period. */
interface RecipeRecord {
  readonly queueId: string;
  readonly skillId: string;
  readonly offered: number;
  readonly handled: number;
}

/** What it calls utilization. */
const recipeUtilization = ({ offered, handled }: RecipeRecord): number => (offered === 0 ? 0 : handled / offered);

/** Whom it would take the skill away from: everybody who has it, where "utilization" is below 0.3. */
const recipeRemovals = (
  records: readonly RecipeRecord[],
  skillsOf: Readonly<Record<string, readonly string[]>>,
): string[] =>
  Object.entries(skillsOf).flatMap(([agentId, skillIds]) =>
    records
      .filter((record) => skillIds.includes(record.skillId) && recipeUtilization(record) < 0.3)
      .map(({ skillId }) => `${agentId} ${skillId}`),
  );

/** It looks for the record of a skill by a queue that a user's profile does not name. */
const recipeKey = (profile: { readonly queueId?: string }, skillId: string): string =>
  `${profile.queueId ?? 'unknown'}_${skillId}`;

/** A queue that loses three of four contacts while its two agents have no minute to spare. */
const starving = {
  demand: [demand(0, 'q', ['s'], { offered: 40, answered: 10, abandoned: 30, handled: 10, handleSeconds: 3500 })],
  work: [work(0, 'x', 'q', ['s'], 5, 1740), work(0, 'y', 'q', ['s'], 5, 1760)],
  presence: [presence(0, 'x'), presence(0, 'y')],
};
const two = setup([queue('q')], [agent('x', ['q'], ['s']), agent('y', ['q'], ['s'])]);
const recipeStarving = { queueId: 'q', skillId: 's', offered: 40, handled: 10 };

describe('a measure of routing', () => {
  test('tells busy agents by their time, where handled over offered is lowest for the busiest (A.3.3)', async () => {
    const { agents, queues } = await measured(two, starving);
    for (const { occupancyFraction = 0 } of agents) expect(occupancyFraction).toBeGreaterThan(0.96);
    expect(queues[0]?.abandonedFraction).toBe(0.75);
    // The recipe calls that a utilization of a quarter, and would take the skill away from both.
    expect(recipeUtilization(recipeStarving)).toBe(0.25);
    expect(recipeRemovals([recipeStarving], { x: ['s'], y: ['s'] })).toEqual(['x s', 'y s']);
  });

  test('judges a skill for each agent, where the recipe judges all who have it as one (A.3.5)', async () => {
    const calls = { offered: 20, answered: 20, handled: 20, handleSeconds: 3000 };
    const { skills, agents } = await measured(two, {
      demand: [demand(0, 'q', ['s'], calls)],
      work: [work(0, 'x', 'q', ['s'], 20, 3000)],
      presence: [presence(0, 'x'), presence(1, 'x'), presence(0, 'y')],
    });
    expect(skills.map(({ agentId, verdict }) => [agentId, verdict])).toEqual([
      ['x', 'used'],
      ['y', 'unused'],
    ]);
    expect(agents.map(({ occupancyFraction }) => occupancyFraction)).toEqual([3000 / (2 * HALF_HOUR), 0]);
    const record = { queueId: 'q', skillId: 's', offered: 20, handled: 20 };
    expect(recipeRemovals([record], { x: ['s'], y: ['s'] })).toEqual([]);
  });

  test('joins skills with queues by who is a member, where the recipe finds no queue and so no contact (A.3.7)', async () => {
    const people = [agent('x', ['q'], ['s']), agent('y', ['r'], ['s'])];
    const { skills } = await measured(setup([queue('q'), queue('r')], people), {
      demand: starving.demand,
      work: [work(0, 'x', 'q', ['s'], 5, 1740)],
      presence: starving.presence,
    });
    expect(skills.map(({ agentId, verdict, offeredAtHisQueues }) => [agentId, verdict, offeredAtHisQueues])).toEqual([
      ['x', 'used', 40],
      ['y', 'other-queues', 0],
    ]);
    const recipeRecords = new Map([['q_s', recipeStarving]]);
    expect(recipeRecords.get(recipeKey({}, 's'))).toBeUndefined();
  });

  test('adds up every interval, where the recipe takes the first record for all (A.3.9)', async () => {
    const records = [3, 40, 41].map((offered, i) => demand(i, 'q', ['s'], { offered }));
    const { queues } = await measured(two, { demand: records });
    expect(queues[0]?.offered).toBe(84);
    expect(records[0]?.offered).toBe(3);
  });

  test('keeps skills apart whose ids begin alike, where the recipe names a queue by eight characters of one (A.3.9)', async () => {
    const ids = ['3f2b8c1a-0000-4000-8000-000000000001', '3f2b8c1a-0000-4000-8000-000000000002'];
    const { demand: kinds } = await measured(two, {
      demand: ids.map((id, i) => demand(0, 'q', [id], { offered: 5 + i })),
    });
    expect(kinds.map(({ skillIds, offered }) => [skillIds[0], offered])).toEqual([
      [ids[0], 5],
      [ids[1], 6],
    ]);
    expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(1);
  });

  test('measures handle times by queue, by skills and by agent, where the recipe has 240 s for all (A.3.10)', async () => {
    const people = [agent('x', ['q', 'r'], ['s']), agent('y', ['r'], ['s'])];
    const { queues, work: done } = await measured(setup([queue('q'), queue('r')], people), {
      demand: [
        demand(0, 'q', ['s'], { offered: 10, handled: 10, handleSeconds: 1200 }),
        demand(0, 'r', ['s'], { offered: 5, handled: 5, handleSeconds: 2700 }),
      ],
      work: [work(0, 'x', 'q', ['s'], 10, 1200), work(0, 'x', 'r', ['s'], 3, 1350), work(0, 'y', 'r', ['s'], 2, 1350)],
    });
    expect(queues.map(({ ahtSeconds }) => ahtSeconds)).toEqual([120, 540]);
    expect(done.map(({ agentId, queueId, ahtSeconds }) => [agentId, queueId, ahtSeconds])).toEqual([
      ['x', 'q', 120],
      ['x', 'r', 450],
      ['y', 'r', 675],
    ]);
  });

  test('tells proficiency from 0 to 5 as the agent has it, not a value of 0.5 with an order (A.3.13)', async () => {
    const skilled = agent('x', ['q'], ['s']);
    const skills = [{ skillId: 's', skillName: 'Skill s', proficiency: 4.5 }];
    const measurement = await measured(setup([queue('q')], [{ ...skilled, skills }]), starving);
    expect(measurement.skills.map(({ proficiency }) => proficiency)).toEqual([4.5]);
  });

  test('takes load from the length of the interval, where the recipe takes a month of contacts for an hour (A.3, units)', async () => {
    // 30 days of 10 hours, 20 half-hours each, with 12 calls of 300 s in every one: 2 Erlangs all the time.
    const records = Array.from({ length: 600 }, (_, i) =>
      demand(i, 'q', ['s'], { offered: 12, handled: 12, handleSeconds: 3600 }),
    );
    const { demand: kinds, queues } = await measured(two, { demand: records });
    expect(kinds[0]?.intervals.every(({ erlangs }) => erlangs === 2)).toBe(true);
    const recipeErlangs = ((queues[0]?.offered ?? 0) * 240) / 3600;
    expect(recipeErlangs).toBe(480);
  });
});
