import { describe, expect, test } from 'vitest';
import { centre } from '../genesys/routing-server.ts';
import { ask, withServer } from './asking.ts';
import { findEndpoint, responseViolations } from './contract.ts';
import { RING_MS } from './routed-day.ts';
import { agent, QUEUE, SKILL } from './routing-centre.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2026, 2, 2);

describe('the routing centre', () => {
  test('has every agent with one contact at a time, whom he is able to take', () => {
    for (const [agentId, given] of centre.routing.agentSkills) {
      const has = new Set(given.map(({ skillId }) => skillId));
      const busy = centre.contacts
        .flatMap(({ kind, offeredMs, endMs, handling, unanswered }) => [
          ...(handling?.agentId === agentId ? [{ kind, offeredMs, from: endMs, to: endMs + handling.handleMs }] : []),
          ...unanswered
            .filter((ring) => ring.agentId === agentId)
            .map(({ startMs }) => ({ kind, offeredMs, from: startMs, to: startMs + RING_MS })),
        ])
        .sort((a, b) => a.from - b.from);
      expect(busy.length).toBeGreaterThan(100);
      const [overlapping, unable]: number[][] = [[], []];
      for (const [i, { kind, offeredMs, from }] of busy.entries()) {
        if (from < (busy[i - 1]?.to ?? 0)) overlapping.push(from);
        const dropped = kind.queueId === QUEUE.support && from - offeredMs >= 60_000 ? [SKILL.french] : [];
        if (!kind.skillIds.every((skillId) => has.has(skillId) || dropped.includes(skillId))) unable.push(from);
      }
      expect({ overlapping, unable }).toEqual({ overlapping: [], unable: [] });
    }
  });

  test('has a queue that starves while another has time', () => {
    const inTime = (queueId: string): number => {
      const contacts = centre.contacts.filter(({ kind }) => kind.queueId === queueId);
      return (
        contacts.filter(({ handling, endMs, offeredMs }) => handling && endMs - offeredMs <= 20_000).length /
        contacts.length
      );
    };
    expect(inTime(QUEUE.billing)).toBeLessThan(0.6);
    expect(inTime(QUEUE.orders)).toBeGreaterThan(0.9);
  });

  test('spends all of an agent’s time on statuses', () => {
    const borders = Array.from({ length: 14 * 48 + 1 }, (_, i) => FIRST_MS + i * 1_800_000);
    for (const statuses of centre.workforce.statuses(agent(6), borders)) {
      expect(Object.values(statuses).reduce((sum, ms) => sum + ms, 0)).toBe(1_800_000);
    }
  });
});

describe('the skills that a server keeps', () => {
  const listing = `/api/v2/users/${agent(1)}/routingskills`;

  test('are told, changed and taken as the published contract says', () =>
    withServer({ centre }, async (server) => {
      for (const [method, path, body] of [
        ['GET', listing, undefined],
        ['PATCH', `${listing}/bulk`, [{ id: SKILL.french, proficiency: 2 }]],
        ['GET', `/api/v2/routing/queues/${QUEUE.orders}/members?expand=skills`, undefined],
        ['GET', '/api/v2/routing/queues', undefined],
        ['GET', '/api/v2/routing/skills', undefined],
        ['DELETE', `${listing}/${SKILL.french}`, undefined],
      ] as const) {
        const response = await ask(server, path, body, undefined, method);
        expect(response.ok).toBe(true);
        const answer = response.status === 204 ? undefined : await response.json();
        const endpoint = findEndpoint(method, path.split('?')[0] ?? '');
        expect(endpoint && responseViolations(endpoint, answer)).toEqual([]);
      }
    }));

  test.each([
    ['more than 50 at once', Array.from({ length: 51 }, () => ({ id: SKILL.french, proficiency: 1 })), 400],
    ['a proficiency above 5', [{ id: SKILL.french, proficiency: 5.1 }], 400],
    ['a skill that nobody knows', [{ id: 'no-skill', proficiency: 1 }], 404],
  ])('do not take %s, nor a part of it', (_, body, status) =>
    withServer({ centre }, async (server) => {
      const before = server.skills.skillsOf(agent(1));
      const known = [{ id: SKILL.network, proficiency: 1 }, ...body];
      expect((await ask(server, `${listing}/bulk`, known, undefined, 'PATCH')).status).toBe(status);
      expect(server.skills.skillsOf(agent(1))).toEqual(before);
    }),
  );

  test('do not take fields that the contract does not know', () =>
    withServer({ centre }, async (server) => {
      server.expectProblem(/score/);
      const body = [{ id: SKILL.french, proficiency: 1, score: 0.5 }];
      expect((await ask(server, `${listing}/bulk`, body, undefined, 'PATCH')).status).toBe(400);
    }));

  test('are kept by each server for itself', async () => {
    await withServer({ centre }, async (server) => server.skills.deleteSkill(SKILL.orders));
    await withServer({ centre }, async (server) => {
      expect(server.skills.skillsOf(agent(3))).toHaveLength(1);
    });
  });
});

test('a query that is not flattened has a contact in the group of each skill that it asks for', () =>
  withServer({ centre }, async (server) => {
    const interval = [FIRST_MS, FIRST_MS + 14 * DAY_MS].map((ms) => new Date(ms).toISOString()).join('/');
    const query = { interval, groupBy: ['requestedRoutingSkillId'], metrics: ['nOffered'] };
    const path = '/api/v2/analytics/conversations/aggregates/query';
    const answer = (await (await ask(server, path, query)).json()) as {
      results: { group: Record<string, string>; data: { metrics: { stats: { count: number } }[] }[] }[];
    };
    const counted = answer.results.map(({ group, data }) => [
      group['requestedRoutingSkillId'],
      data[0]?.metrics[0]?.stats.count,
    ]);
    const asking = (skillId: string) => centre.contacts.filter(({ kind }) => kind.skillIds.includes(skillId)).length;
    const { network: _, ...asked } = SKILL;
    expect(new Map(counted as [string, number][])).toEqual(
      new Map(Object.values(asked).map((skillId) => [skillId, asking(skillId)])),
    );
  }));
