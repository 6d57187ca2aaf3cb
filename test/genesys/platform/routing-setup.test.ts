import { describe, expect, test } from 'vitest';
import { agent, QUEUE, SKILL } from '../../genesys-server/routing-centre.ts';
import { centre, withRouting } from '../routing-server.ts';

describe('the setup of the routing', () => {
  test('tells of each queue how it finds its agents, its rings and its target', () =>
    withRouting(async (routing) => {
      const { queues } = await routing.setup();
      const target = { mediaType: 'voice', answeredFraction: 0.8, withinSeconds: 20 };
      expect(queues).toEqual([
        { id: QUEUE.billing, name: 'Billing', method: 'all-skills', rings: [], targets: [target] },
        { id: QUEUE.orders, name: 'Orders', method: 'best-available', rings: [], targets: [target] },
        {
          id: QUEUE.support,
          name: 'Support',
          method: 'all-skills',
          rings: [{ waitSeconds: 60, dropSkillIds: [SKILL.french] }],
          targets: [target],
        },
      ]);
    }));

  test('tells of each agent his skills and the queues that he has joined', () =>
    withRouting(async (routing) => {
      const { agents, skills } = await routing.setup();
      expect(agents).toHaveLength(12);
      expect(skills).toHaveLength(6);
      expect(agents.find(({ id }) => id === agent(1))).toEqual({
        id: agent(1),
        name: 'Agent 1',
        queueIds: [QUEUE.billing, QUEUE.orders],
        skills: [
          { skillId: SKILL.orders, skillName: 'Orders', proficiency: 5 },
          { skillId: SKILL.complaints, skillName: 'Complaints', proficiency: 2 },
        ],
      });
      // A member of Support too, who has not joined it.
      expect(agents.find(({ id }) => id === agent(11))?.queueIds).toEqual([QUEUE.billing]);
    }));

  test('reads the skills of single agents where the listing of members does not tell them', () =>
    withRouting(async (routing, server) => {
      const expected = await routing.setup();
      const entities = [10, 11, 12].map((number) => ({ id: agent(number), name: `Agent ${number}`, joined: true }));
      const path = `/api/v2/routing/queues/${QUEUE.billing}/members`;
      server.inject({ path, fault: { kind: 'wrong-shape', body: { entities } } });
      const { agents } = await routing.setup([QUEUE.billing]);
      for (const one of agents) {
        expect(one.skills).toEqual(expected.agents.find(({ id }) => id === one.id)?.skills);
      }
      expect(agents).toHaveLength(3);
      expect(server.requests.filter(({ path: asked }) => asked.endsWith('/routingskills'))).toHaveLength(3);
    }));

  test('is of the wanted queues only when they are named', () =>
    withRouting(async (routing) => {
      const { queues, agents } = await routing.setup([QUEUE.orders]);
      expect(queues.map(({ name }) => name)).toEqual(['Orders']);
      expect(agents.map(({ id }) => id)).toEqual([1, 2, 3, 4].map(agent));
    }));

  test('of a queue that is not visible fails: exit code 2', () =>
    withRouting(async (routing) => {
      await expect(routing.setup(['no-queue'])).rejects.toMatchObject({
        exitCode: 2,
        message: 'there is no queue with the id no-queue',
      });
    }));

  test('takes a method that it does not know for one that cannot be reproduced', () => {
    const queueSettings = new Map([[QUEUE.orders, { skillEvaluationMethod: 'ORACLE' }]]);
    return withRouting(
      async (routing, server) => {
        const { queues } = await routing.setup();
        expect(queues.map(({ name, method }) => [name, method])).toEqual([
          ['Billing', 'all-skills'],
          ['Orders', 'predictive'],
          ['Support', 'all-skills'],
        ]);
        expect(queues.every(({ targets, rings }) => targets.length + rings.length === 0)).toBe(true);
        expect(server.requests.length).toBeGreaterThan(0);
      },
      { centre: { ...centre, routing: { ...centre.routing, queueSettings } } },
    );
  });

  test('leaves out a skill that was deleted, and fails for a proficiency that cannot be: exit code 6', () =>
    withRouting(async (routing, server) => {
      const path = `/api/v2/users/${agent(1)}/routingskills`;
      const skills = (proficiency: number, state: string) => ({
        entities: [{ id: SKILL.orders, name: 'Orders', proficiency, state }],
      });
      server.inject({ path, fault: { kind: 'wrong-shape', body: skills(3, 'deleted') } });
      expect(await routing.agentSkills(agent(1))).toEqual([]);
      server.inject({ path, fault: { kind: 'wrong-shape', body: skills(6, 'active') } });
      await expect(routing.agentSkills(agent(1))).rejects.toMatchObject({ exitCode: 6 });
    }));

  test('fails when the members of one queue stay away: exit code 4', () =>
    withRouting(async (routing, server) => {
      const path = `/api/v2/routing/queues/${QUEUE.support}/members`;
      server.inject({ path, times: 6, fault: { kind: 'status', status: 503 } });
      await expect(routing.setup()).rejects.toMatchObject({ exitCode: 4 });
    }));

  test.each([
    ['routing:queue:view', []],
    ['routing:skill:view', ['routing:queue:view']],
  ])('needs the permission %s, which is named: exit code 3', (missing, permissions) =>
    withRouting(
      async (routing) => {
        await expect(routing.setup()).rejects.toMatchObject({ exitCode: 3, hint: expect.stringContaining(missing) });
      },
      { permissions },
    ),
  );
});
