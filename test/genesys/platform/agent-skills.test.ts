import { describe, expect, test } from 'vitest';
import { agent, SKILL } from '../../genesys-server/routing-centre.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { centre, withRouting } from '../routing-server.ts';

const methods = (server: GenesysServer) => server.requests.map(({ method }) => method);
const proficiencies = (server: GenesysServer, number: number) =>
  Object.fromEntries((server.skills.skillsOf(agent(number)) ?? []).map(({ id, proficiency }) => [id, proficiency]));
const bulk = (number: number): string => `/api/v2/users/${agent(number)}/routingskills/bulk`;

describe('the skills of an agent', () => {
  test('are read page by page, in order of id', () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ skillId: `skill-${1000 + i}`, proficiency: i % 6 }));
    const agentSkills = new Map([[agent(1), many.toReversed()]]);
    return withRouting(
      async (routing, server) => {
        const skills = await routing.agentSkills(agent(1));
        expect(skills?.map(({ skillId, proficiency }) => ({ skillId, proficiency }))).toEqual(many);
        expect(server.requests).toHaveLength(3);
      },
      { centre: { ...centre, routing: { ...centre.routing, agentSkills } } },
    );
  });

  test('of somebody who is not there are undefined, of somebody without any an empty list', () =>
    withRouting(async (routing, server) => {
      server.skills.leave(agent(2));
      for (const { id } of server.skills.skillsOf(agent(3)) ?? []) server.skills.take(agent(3), id);
      expect(await routing.agentSkills(agent(2))).toBeUndefined();
      expect(await routing.agentSkills(agent(3))).toEqual([]);
    }));

  test('that are refused for another reason are a failure, not nobody', () =>
    withRouting(async (routing, server) => {
      server.inject({ path: /routingskills/, fault: { kind: 'status', status: 403 } });
      await expect(routing.agentSkills(agent(2))).rejects.toMatchObject({ exitCode: 3 });
    }));
});

describe('setting skills', () => {
  test('adds and changes what is named and leaves all others alone, in one write', () =>
    withRouting(async (routing, server) => {
      await routing.setSkills(agent(1), [
        { skillId: SKILL.invoices, proficiency: 3 },
        { skillId: SKILL.orders, proficiency: 4.5 },
      ]);
      expect(proficiencies(server, 1)).toEqual({ [SKILL.orders]: 4.5, [SKILL.invoices]: 3, [SKILL.complaints]: 2 });
      expect(methods(server)).toEqual(['PATCH']);
    }));

  test('to nothing is no request', () =>
    withRouting(async (routing, server) => {
      await routing.setSkills(agent(1), []);
      expect(server.requests).toEqual([]);
    }));

  test.each([
    [[{ skillId: SKILL.orders, proficiency: 5.5 }]],
    [[{ skillId: SKILL.orders, proficiency: Number.NaN }]],
    [Array.from({ length: 51 }, () => ({ skillId: SKILL.orders, proficiency: 1 }))],
  ])('that cannot be are a defect of the caller and never sent', (settings) =>
    withRouting(async (routing, server) => {
      await expect(routing.setSkills(agent(1), settings)).rejects.toThrow(RangeError);
      expect(server.requests).toEqual([]);
    }),
  );

  test('that are done although the answer was lost is found out by reading, not by writing again', () =>
    withRouting(async (routing, server) => {
      server.inject({ path: bulk(1), fault: { kind: 'cut' } });
      await routing.setSkills(agent(1), [{ skillId: SKILL.invoices, proficiency: 3 }]);
      expect(methods(server)).toEqual(['PATCH', 'GET']);
      expect(proficiencies(server, 1)[SKILL.invoices]).toBe(3);
    }));

  test('that were not done is tried again, also after a conflict', () =>
    withRouting(async (routing, server) => {
      server.inject({ path: bulk(1), fault: { kind: 'reset' } });
      server.inject({ path: bulk(1), fault: { kind: 'status', status: 409 } });
      await routing.setSkills(agent(1), [{ skillId: SKILL.invoices, proficiency: 3 }]);
      expect(methods(server)).toEqual(['PATCH', 'GET', 'PATCH', 'GET', 'PATCH']);
      expect(proficiencies(server, 1)[SKILL.invoices]).toBe(3);
    }));

  test('that never come through fails and says that nothing was changed: exit code 4', () =>
    withRouting(async (routing, server) => {
      server.inject({ path: bulk(1), times: 4, fault: { kind: 'status', status: 503 } });
      await expect(routing.setSkills(agent(1), [{ skillId: SKILL.invoices, proficiency: 3 }])).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining('had no effect'),
      });
      expect(proficiencies(server, 1)[SKILL.invoices]).toBeUndefined();
    }));

  test('fails when nobody can tell whether they are set: exit code 4', () =>
    withRouting(async (routing, server) => {
      server.inject({ path: bulk(1), fault: { kind: 'cut' } });
      server.inject({ method: 'GET', path: /routingskills/, times: 6, fault: { kind: 'status', status: 503 } });
      await expect(routing.setSkills(agent(1), [{ skillId: SKILL.invoices, proficiency: 3 }])).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining('may have been changed or not'),
      });
    }));

  test.each([
    ['the agent has left', (server: GenesysServer) => server.skills.leave(agent(1))],
    ['the skill was deleted', (server: GenesysServer) => server.skills.deleteSkill(SKILL.invoices)],
  ])('fails when %s: exit code 5, and the code GCF-GONE', (_, change) =>
    withRouting(async (routing, server) => {
      change(server);
      await expect(routing.setSkills(agent(1), [{ skillId: SKILL.invoices, proficiency: 3 }])).rejects.toMatchObject({
        exitCode: 5,
        code: 'GCF-GONE',
      });
    }),
  );

  test('needs a permission, which is named: exit code 3', () =>
    withRouting(
      async (routing) => {
        await expect(routing.setSkills(agent(1), [{ skillId: SKILL.invoices, proficiency: 3 }])).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('routing:skill:assign'),
        });
      },
      { permissions: [] },
    ));
});

describe('taking a skill away', () => {
  test('takes this one only', () =>
    withRouting(async (routing, server) => {
      await routing.removeSkill(agent(1), SKILL.complaints);
      expect(proficiencies(server, 1)).toEqual({ [SKILL.orders]: 5 });
      expect(methods(server)).toEqual(['DELETE']);
    }));

  test('that the agent has no longer, or from an agent who has left, is no failure', () =>
    withRouting(async (routing, server) => {
      await routing.removeSkill(agent(1), SKILL.network);
      server.skills.leave(agent(2));
      await routing.removeSkill(agent(2), SKILL.orders);
      expect(methods(server)).toEqual(['DELETE', 'DELETE']);
    }));

  test('is not done twice when the answer was lost', () =>
    withRouting(async (routing, server) => {
      server.inject({ method: 'DELETE', path: /routingskills/, fault: { kind: 'cut' } });
      await routing.removeSkill(agent(1), SKILL.complaints);
      expect(methods(server)).toEqual(['DELETE', 'GET']);
    }));

  test('that is refused is a failure', () =>
    withRouting(async (routing, server) => {
      server.inject({ method: 'DELETE', path: /routingskills/, fault: { kind: 'status', status: 400 } });
      await expect(routing.removeSkill(agent(1), SKILL.complaints)).rejects.toMatchObject({ exitCode: 6 });
    }));
});
