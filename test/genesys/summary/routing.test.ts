import { describe, expect, test } from 'vitest';
import type { Routing } from '../../../src/genesys/routing.ts';
import { pageAddress } from '../../../src/genesys/summary/skill-buckets.ts';
import { createSummaryRouting } from '../../../src/genesys/summary/summary-routing.ts';
import { ask } from '../../genesys-server/asking.ts';
import type { ContactServer } from '../../genesys-server/server.ts';
import { withSummaryServer } from '../../summary-server/server.ts';
import { collected, smallCentre, smallQuestion, smallRecords } from '../small-centre.ts';
import { testClient } from '../test-client.ts';

const SUMMARY = '/api/v2/analytics/conversations/summary/query';
const PROFILE = '/api/v2/routing/users/anna/routingprofile';

const ANNA = {
  id: 'anna',
  selfUri: PROFILE,
  name: 'Anna',
  queueId: 'sales',
  outbound: { enabled: true },
  skills: { german: { score: 0.8, order: 0, since: '2025' }, polish: { score: 0.3, order: 4 } },
};

const atCentre = (work: (routing: Routing, server: ContactServer) => Promise<void>) =>
  withSummaryServer({ centre: smallCentre, profiles: { anna: ANNA }, paging: { mostPerPage: 2 } }, (server) =>
    work(createSummaryRouting(testClient(server)), server),
  );

const writesTo = (server: ContactServer) => server.requests.filter(({ method }) => method === 'PUT');
const profileAt = async (server: ContactServer) => (await (await ask(server, PROFILE)).json()) as typeof ANNA;

const QUESTION = { ...smallQuestion, to: smallQuestion.from + 3 * 86_400, agentIds: [] };
const queueIds = smallCentre.queues.map(({ id }) => id);

describe('demand', () => {
  test('is that of every queue, skill and day, over all pages, whose addresses are asked with the same body (A.3.14)', () =>
    atCentre(async (routing, server) => {
      const demand = await collected(routing.demand({ ...QUESTION, queueIds }));
      const wanted = smallRecords.filter(({ intervalStart }) => intervalStart < QUESTION.to);
      expect(demand).toHaveLength(wanted.length);
      for (const { intervalStart, queueId, offered, handled } of wanted) {
        const found = demand.find((one) => one.intervalStart === intervalStart && one.queueId === queueId);
        expect(found).toMatchObject({ offered, handled, skillIds: [`skill-of-${queueId}`], mediaType: '' });
        expect(found?.abandoned).toBeNaN();
        expect(found?.handleSeconds).toBeNaN();
      }
      const pages = server.requests.filter(({ path, query }) => path === SUMMARY && query.has('page'));
      expect(pages.length).toBeGreaterThan(0);
      for (const { body } of pages) expect(body).toMatchObject({ groupBy: ['queueId', 'skillId'], size: 100 });
    }));

  test('is of the queues that were asked for', () =>
    atCentre(async (routing) => {
      const demand = await collected(routing.demand({ ...QUESTION, queueIds: [queueIds[1] ?? ''] }));
      expect(new Set(demand.map(({ queueId }) => queueId))).toEqual(new Set([queueIds[1]]));
    }));

  test.each(['https://elsewhere.example.com', '//elsewhere.example.com', 'http://127.0.0.1:1'])(
    'is not asked of %s, which would be shown the token',
    (host) =>
      atCentre(async (routing, server) => {
        const body = { buckets: [], nextPageToken: `${host}${SUMMARY}?page=2` };
        server.inject({ path: SUMMARY, fault: { kind: 'wrong-shape', body } });
        await expect(collected(routing.demand({ ...QUESTION, queueIds }))).rejects.toMatchObject({
          exitCode: 6,
          message: expect.stringContaining('is not one of this API'),
        });
      }),
  );
});

describe('the address of a next page', () => {
  const API = 'https://gateway.example.com/genesys';
  test('may be absolute, or start at the root of the host', () => {
    const page = { path: SUMMARY, query: { page: '2', size: '5' } };
    expect(pageAddress(API, `${API}${SUMMARY}?page=2&size=5`)).toEqual(page);
    expect(pageAddress(API, `/genesys${SUMMARY}?page=2&size=5`)).toEqual(page);
  });

  test.each([
    `https://gateway.example.com${SUMMARY}?page=2`,
    `${API}/api/v2/users`,
    `http://gateway.example.com/genesys${SUMMARY}`,
    `https://gateway.example.com:444/genesys${SUMMARY}`,
    `https://user:word@gateway.example.com/genesys${SUMMARY}`,
    `${API}/../..${SUMMARY}`,
    'eyJwYWdlIjoyfQ==',
    'https://',
  ])('%s leads elsewhere', (address) => {
    expect(pageAddress(API, address)).toBeUndefined();
  });
});

describe('the skills of an agent', () => {
  test('are those of the routing profile, with proficiencies from 0 to 5', () =>
    atCentre(async (routing) => {
      expect(await routing.agentSkills('anna')).toEqual([
        { skillId: 'german', skillName: 'german', proficiency: 4 },
        { skillId: 'polish', skillName: 'polish', proficiency: 1.5 },
      ]);
      expect(await routing.agentSkills('nobody')).toBeUndefined();
    }));

  test('are added and changed without touching anything else of the profile, which is put back whole', () =>
    atCentre(async (routing, server) => {
      await routing.setSkills('anna', [
        { skillId: 'german', proficiency: 5 },
        { skillId: 'dutch', proficiency: 2 },
      ]);
      const skills = {
        german: { score: 1, order: 0, since: '2025' },
        polish: ANNA.skills.polish,
        dutch: { score: 0.4, order: 5 },
      };
      expect(writesTo(server).map(({ body }) => body)).toEqual([
        { name: 'Anna', queueId: 'sales', outbound: { enabled: true }, skills },
      ]);
      expect(await profileAt(server)).toEqual({ ...ANNA, skills });
    }));

  test('are taken away one by one, and put back as they were', () =>
    atCentre(async (routing, server) => {
      await routing.removeSkill('anna', 'polish');
      expect((await profileAt(server)).skills).toEqual({ german: ANNA.skills.german });
      await routing.setSkills('anna', [{ skillId: 'polish', proficiency: 1.5 }]);
      expect((await profileAt(server)).skills).toMatchObject({ polish: { score: 0.3 } });
    }));

  test('that are so already are not written', () =>
    atCentre(async (routing, server) => {
      await routing.setSkills('anna', [{ skillId: 'german', proficiency: 4 }]);
      await routing.removeSkill('anna', 'dutch');
      expect(writesTo(server)).toEqual([]);
    }));

  test('of an agent without a profile, or beyond all measure, are refused', () =>
    atCentre(async (routing) => {
      const one = (proficiency: number) => [{ skillId: 'german', proficiency }];
      await expect(routing.setSkills('nobody', one(3))).rejects.toMatchObject({ exitCode: 2 });
      await expect(routing.setSkills('anna', one(5.1))).rejects.toBeInstanceOf(RangeError);
      await expect(routing.setSkills('anna', one(Number.NaN))).rejects.toBeInstanceOf(RangeError);
    }));
});

test('what the contract cannot know is named, not made up', () =>
  atCentre(async (routing, server) => {
    const question = { ...QUESTION, queueIds };
    await expect(routing.setup()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('which agents serve'),
    });
    expect(() => routing.work(question)).toThrow('does not tell what each agent handled');
    expect(() => routing.presence(question)).toThrow('does not tell how long agents were on queue');
    expect(server.requests).toEqual([]);
  }));
