import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agent, demand, HALF_HOUR, halfHour, measured, presence, queue, setup, work } from './small-centre.ts';

const noAgents = setup([queue('q')], []);

describe('demand', () => {
  test('is pooled: a ratio of sums, not a mean of ratios', async () => {
    const busy = demand(0, 'q', ['s'], {
      ...{ offered: 100, answered: 60, abandoned: 40, handled: 60, handleSeconds: 60 * 300 },
      ...{ waits: 100, waitSeconds: 9000, serviceLevelNumerator: 30, serviceLevelDenominator: 100 },
    });
    const quiet = demand(1, 'q', ['s'], {
      ...{ offered: 2, answered: 2, handled: 2, handleSeconds: 2 * 100 },
      ...{ waits: 2, waitSeconds: 10, serviceLevelNumerator: 2, serviceLevelDenominator: 2 },
    });
    const { queues } = await measured(noAgents, { demand: [busy, quiet] });
    expect(queues).toEqual([
      {
        ...{ queueId: 'q', mediaType: 'voice', offered: 102, answered: 62, abandoned: 40, handled: 62 },
        handleSeconds: 18_200,
        ahtSeconds: 18_200 / 62,
        meanWaitSeconds: 9010 / 102,
        serviceLevelFraction: 32 / 102,
        abandonedFraction: 40 / 102,
      },
    ]);
  });

  test('keeps queues, media and sets of skills apart, each with its intervals', async () => {
    const chat = { ...demand(0, 'q', [], { offered: 1 }), mediaType: 'chat' };
    const kinds = await measured(noAgents, {
      demand: [
        demand(0, 'q', ['a', 'b'], { offered: 3 }),
        demand(0, 'q', ['a'], { offered: 2 }),
        chat,
        demand(1, 'q', ['a'], { offered: 5 }),
        demand(1, 'r', ['a'], { offered: 7 }),
      ],
    });
    expect(kinds.demand.map((kind) => [kind.queueId, kind.mediaType, kind.skillIds, kind.offered])).toEqual([
      ['q', 'chat', [], 1],
      ['q', 'voice', ['a'], 7],
      ['q', 'voice', ['a', 'b'], 3],
      ['r', 'voice', ['a'], 7],
    ]);
    const [, ofA] = kinds.demand;
    expect(ofA?.intervals.map(({ start, end, offered }) => [start, end, offered])).toEqual([
      [halfHour(0), halfHour(1), 2],
      [halfHour(1), halfHour(2), 5],
    ]);
  });

  test('without contacts of a kind is undefined, never 0: no handle time, no wait, no service level, no load', async () => {
    const { queues, demand: kinds } = await measured(noAgents, { demand: [demand(0, 'q', ['s'], { offered: 4 })] });
    expect(queues[0]).toMatchObject({ offered: 4, abandonedFraction: 0 });
    expect(queues[0]?.ahtSeconds).toBeUndefined();
    expect(queues[0]?.meanWaitSeconds).toBeUndefined();
    expect(queues[0]?.serviceLevelFraction).toBeUndefined();
    expect(kinds[0]?.intervals[0]?.erlangs).toBeUndefined();
    const onlyHandled = await measured(noAgents, { demand: [demand(0, 'q', [], { handled: 1, handleSeconds: 90 })] });
    expect(onlyHandled.queues[0]?.abandonedFraction).toBeUndefined();
  });

  test('is the same however records are split', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ offered: fc.nat(50), handled: fc.nat(50), handleSeconds: fc.nat(9000) }), {
          maxLength: 8,
        }),
        async (parts) => {
          const sum = (field: 'offered' | 'handled' | 'handleSeconds') =>
            parts.reduce((total, part) => total + part[field], 0);
          const whole = { offered: sum('offered'), handled: sum('handled'), handleSeconds: sum('handleSeconds') };
          const split = await measured(noAgents, { demand: parts.map((part) => demand(0, 'q', ['s'], part)) });
          const joined = await measured(noAgents, { demand: [demand(0, 'q', ['s'], whole)] });
          expect(split.queues).toEqual(parts.length === 0 ? [] : joined.queues);
        },
      ),
    ));
});

describe('work', () => {
  const two = setup([queue('q'), queue('r')], [agent('x', ['q', 'r'], ['s']), agent('y', ['q'], [])]);

  test('is summed by agent, queue, medium and skills, with pooled handle times', async () => {
    const { work: totals } = await measured(two, {
      work: [
        work(0, 'x', 'q', ['s'], 3, 600),
        work(0, 'x', 'r', [], 1, 500),
        work(1, 'x', 'q', ['s'], 1, 400),
        { ...work(1, 'y', 'q', ['s'], 0, 0), notResponding: 2 },
      ],
    });
    const shown = totals.map((one) => [one.agentId, one.queueId, one.handled, one.ahtSeconds, one.notResponding]);
    expect(shown).toEqual([
      ['x', 'q', 4, 250, 0],
      ['x', 'r', 1, 500, 0],
      ['y', 'q', 0, undefined, 2],
    ]);
  });

  test('over time on queue is the occupancy, over all queues; unknown for somebody who never was there', async () => {
    const { agents } = await measured(two, {
      work: [work(0, 'x', 'q', ['s'], 3, 600), work(0, 'x', 'elsewhere', [], 1, 300)],
      presence: [presence(0, 'x'), presence(1, 'x', 600)],
    });
    expect(agents.map((one) => [one.agent.id, one.onQueueSeconds, one.occupancyFraction])).toEqual([
      ['x', 2400, 900 / 2400],
      ['y', 0, undefined],
    ]);
  });

  test('of several contacts at a time gives an occupancy above 1, which is told and not clipped', async () => {
    const { agents } = await measured(two, {
      work: [work(0, 'x', 'q', ['s'], 9, 5400)],
      presence: [presence(0, 'x')],
    });
    expect(agents[0]?.occupancyFraction).toBe(3);
  });
});

describe('the use of a skill', () => {
  const queues = [queue('q'), queue('r')];
  const verdicts = async (of: Parameters<typeof measured>[0], records: Parameters<typeof measured>[1]) =>
    (await measured(of, records)).skills.map(({ agentId, skillId, verdict }) => `${agentId} ${skillId} ${verdict}`);

  test('is work for contacts that asked for it, and not for others', async () => {
    const { skills } = await measured(setup(queues, [agent('x', ['q'], ['s', 't'])]), {
      demand: [demand(0, 'q', ['s'], { offered: 5 })],
      work: [work(0, 'x', 'q', ['s'], 2, 300), work(0, 'x', 'q', [], 4, 100)],
      presence: [presence(0, 'x')],
    });
    expect(
      skills.map(({ skillId, verdict, handled, handleSeconds }) => [skillId, verdict, handled, handleSeconds]),
    ).toEqual([
      ['s', 'used', 2, 300],
      ['t', 'no-demand', 0, 0],
    ]);
  });

  test('that nobody needed while the agent was on queue is not unused: demand at other times does not count', async () => {
    const one = setup(queues, [agent('x', ['q'], ['s'])]);
    const morning = [demand(0, 'q', ['s'], { offered: 50 })];
    expect(await verdicts(one, { demand: morning, presence: [presence(5, 'x')] })).toEqual(['x s no-demand']);
    expect(await verdicts(one, { demand: morning, presence: [presence(0, 'x')] })).toEqual(['x s unused']);
    expect(await verdicts(one, { demand: morning })).toEqual(['x s absent']);
  });

  test('is not to be had in queues that give the agent no contacts', async () => {
    const one = setup(queues, [agent('x', ['q'], ['s'])]);
    expect(
      await verdicts(one, { demand: [demand(0, 'r', ['s'], { offered: 9 })], presence: [presence(0, 'x')] }),
    ).toEqual(['x s other-queues']);
  });

  test('is not to be had where every contact asks for another skill too, unless a ring drops that one', async () => {
    const contacts = [demand(0, 'q', ['s', 't'], { offered: 9 })];
    const records = { demand: contacts, presence: [presence(0, 'x')] };
    const people = [agent('x', ['q'], ['s'])];
    expect(await verdicts(setup(queues, people), records)).toEqual(['x s other-skills']);
    const bullseye = queue('q', { rings: [{ waitSeconds: 30, dropSkillIds: ['t'] }] });
    expect(await verdicts(setup([bullseye], people), records)).toEqual(['x s unused']);
  });

  test('does not matter in a queue that disregards skills', async () => {
    const disregarding = queue('q', { method: 'disregard-skills' });
    const records = {
      demand: [demand(0, 'q', ['s'], { offered: 9 })],
      work: [work(0, 'x', 'q', ['s'], 9, 900)],
      presence: [presence(0, 'x')],
    };
    expect(await verdicts(setup([disregarding], [agent('x', ['q'], ['s'])]), records)).toEqual(['x s no-demand']);
  });

  test('weighs what was offered with the share of the interval that the agent was there', async () => {
    const { skills } = await measured(setup(queues, [agent('x', ['q'], ['s'])]), {
      demand: [demand(0, 'q', ['s'], { offered: 8 }), demand(0, 'r', ['s'], { offered: 2 })],
      presence: [presence(0, 'x', HALF_HOUR / 4)],
    });
    expect(skills[0]).toMatchObject({ offeredAnywhere: 2.5, offeredAtHisQueues: 2, offeredWithinReach: 2 });
  });

  test('has one row for every skill of every agent, and reach never exceeds what was asked', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray(['s', 't', 'u']), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), fc.constantFrom('q', 'r'), fc.subarray(['s', 't', 'u']), fc.nat(20)), {
          maxLength: 12,
        }),
        async (skillSets, asked) => {
          const agents = skillSets.map((skillIds, i) => agent(`x${i}`, i % 2 === 0 ? ['q'] : ['q', 'r'], skillIds));
          const { skills } = await measured(setup(queues, agents), {
            demand: asked.map(([number, queueId, skillIds, offered]) => demand(number, queueId, skillIds, { offered })),
            presence: agents.flatMap(({ id }) => [0, 1].map((number) => presence(number, id))),
          });
          expect(skills).toHaveLength(skillSets.flat().length);
          for (const { offeredAnywhere, offeredAtHisQueues, offeredWithinReach } of skills) {
            expect(offeredAtHisQueues).toBeLessThanOrEqual(offeredAnywhere);
            expect(offeredWithinReach).toBeLessThanOrEqual(offeredAtHisQueues);
          }
        },
      ),
    ));
});
