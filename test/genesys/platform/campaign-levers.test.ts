import { describe, expect, test } from 'vitest';
import type { Client } from '../../../src/genesys/client.ts';
import type { CampaignLevers } from '../../../src/genesys/dialler.ts';
import { createPlatformDialler } from '../../../src/genesys/platform/platform-dialler.ts';
import { ask } from '../../genesys-server/asking.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { campaignNamed, withDialler } from '../dialler-server.ts';
import { jumpingClock } from '../jumping-clock.ts';
import { testClient } from '../test-client.ts';

const SPRING = campaignNamed('Spring Offers');
const BILLS = campaignNamed('Overdue Bills');
const pathOf = ({ id }: { id: string }): string => `/api/v2/outbound/campaigns/${id}`;

const setLevers = (client: Client, levers: CampaignLevers, campaign = SPRING) =>
  createPlatformDialler(client).setLevers(campaign.id, levers);

/** What was asked of the campaign, in order. */
const methods = (server: GenesysServer) => server.requests.map(({ method }) => method);
const bodies = (server: GenesysServer, wanted: string) =>
  server.requests.filter(({ method }) => method === wanted).map(({ body }) => body as Record<string, unknown>);

/** A client whose first reading of the campaign is followed by a change that somebody else makes. */
function overtaken(client: Client, others: () => Promise<unknown>): Client {
  let isFirst = true;
  return {
    ...client,
    async ask(request, schema, signal) {
      const answer = await client.ask(request, schema, signal);
      if (isFirst) await others();
      isFirst = false;
      return answer;
    },
  };
}

const patch = (server: GenesysServer, body: object, campaign = SPRING) =>
  ask(server, pathOf(campaign), body, undefined, 'PATCH');

const wholeOf = async (server: GenesysServer, campaign = SPRING) =>
  (await (await ask(server, pathOf(campaign))).json()) as Record<string, unknown>;

const noPatch = (server: GenesysServer, times = 1) =>
  server.inject({ method: 'PATCH', path: pathOf(SPRING), times, fault: { kind: 'status', status: 405 } });

describe('levers', () => {
  test('are sent alone and in the units of the service, and the campaign comes back as read', () =>
    withDialler(async (client, server) => {
      const campaign = await setLevers(client, {
        maxCallsPerAgent: 1.7,
        abandonRateFraction: 0.07,
        outboundLineCount: 12,
        dynamicLineBalancing: { enabled: true, relativeWeight: 40 },
      });
      expect(methods(server)).toEqual(['GET', 'PATCH', 'GET']);
      expect(bodies(server, 'PATCH')).toEqual([
        {
          maxCallsPerAgent: 1.7,
          abandonRate: 7,
          outboundLineCount: 12,
          dynamicLineBalancingSettings: { enabled: true, relativeWeight: 40 },
        },
      ]);
      expect(campaign.levers).toEqual({
        maxCallsPerAgent: 1.7,
        abandonRateFraction: 0.07,
        outboundLineCount: 12,
        dynamicLineBalancing: { enabled: true, relativeWeight: 40 },
        queueId: (SPRING['queue'] as { id: string }).id,
      });
      expect(campaign.version).toBe(4);
    }));

  test('that are as wanted already need no write', () =>
    withDialler(async (client, server) => {
      const campaign = await setLevers(client, { maxCallsPerAgent: 2.5, abandonRateFraction: 0.03 });
      expect(methods(server)).toEqual(['GET']);
      expect(campaign.version).toBe(3);
    }));

  test('about the sharing of lines keep the weight that is there', () =>
    withDialler(async (client, server) => {
      const campaign = await setLevers(client, { dynamicLineBalancing: { enabled: false } }, BILLS);
      expect(campaign.levers.dynamicLineBalancing).toEqual({ enabled: false, relativeWeight: 40 });
      expect(bodies(server, 'PATCH')).toHaveLength(1);
    }));

  test('can name another queue', () =>
    withDialler(async (client, server) => {
      const queueId = (BILLS['queue'] as { id: string }).id;
      expect((await setLevers(client, { queueId })).levers.queueId).toBe(queueId);
      expect(bodies(server, 'PATCH')).toEqual([{ queue: { id: queueId } }]);
    }));

  test.each([
    { maxCallsPerAgent: 0.9 },
    { maxCallsPerAgent: Number.NaN },
    { abandonRateFraction: 3 },
    { abandonRateFraction: -0.01 },
    { outboundLineCount: 1.5 },
    { dynamicLineBalancing: { enabled: true, relativeWeight: 101 } },
  ])('that cannot be are a defect of the caller and never sent: %o', (levers) =>
    withDialler(async (client, server) => {
      await expect(setLevers(client, levers)).rejects.toThrow(RangeError);
      expect(server.requests).toEqual([]);
    }),
  );

  test('that the service does not allow are refused with its words and without a second try', () =>
    withDialler(async (client, server) => {
      await expect(setLevers(client, { maxCallsPerAgent: 16 })).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringMatching(/could not change the levers of the campaign Spring Offers.*from 1 to 15/),
      });
      expect(methods(server)).toEqual(['GET', 'PATCH']);
    }));

  test('need a permission, which is named: exit code 3', () =>
    withDialler(
      async (client) => {
        await expect(setLevers(client, { maxCallsPerAgent: 1.5 })).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('outbound:campaign:edit'),
        });
      },
      { permissions: ['outbound:campaign:view'] },
    ));
});

describe('where only whole campaigns can be put back', () => {
  test('everything but the levers stays as it was, the version is the newest, and decimals are kept', () =>
    withDialler(async (client, server) => {
      noPatch(server);
      const campaign = await setLevers(client, { maxCallsPerAgent: 1.7 });
      expect(methods(server)).toEqual(['GET', 'PATCH', 'GET', 'PUT', 'GET']);
      const put = server.requests.find(({ method }) => method === 'PUT');
      expect(put?.query.toString()).toBe('useMaxCallsPerAgentDecimal=true');
      const { id: _, dateCreated, dateModified, errors, selfUri, ...writable } = SPRING;
      expect([dateCreated, dateModified, errors, selfUri]).not.toContain(undefined);
      expect(put?.body).toEqual({ ...writable, maxCallsPerAgent: 1, maxCallsPerAgentDecimal: 1.7 });
      expect(campaign.levers.maxCallsPerAgent).toBe(1.7);
      expect(await wholeOf(server)).toEqual({
        ...SPRING,
        version: 4,
        maxCallsPerAgent: 1,
        maxCallsPerAgentDecimal: 1.7,
      });
    }));

  test('decimals that are there are kept when another lever is set', () =>
    withDialler(async (client, server) => {
      noPatch(server);
      const campaign = await setLevers(client, { abandonRateFraction: 0.02 });
      expect(campaign.levers).toMatchObject({ maxCallsPerAgent: 2.5, abandonRateFraction: 0.02 });
    }));

  test('a whole ratio of a campaign without decimals stays a whole number', () =>
    withDialler(async (client, server) => {
      server.inject({ method: 'PATCH', path: pathOf(BILLS), fault: { kind: 'status', status: 404 } });
      expect((await setLevers(client, { maxCallsPerAgent: 3 }, BILLS)).levers.maxCallsPerAgent).toBe(3);
      const [put] = server.requests.filter(({ method }) => method === 'PUT');
      expect(put?.query.size).toBe(0);
      expect(put?.body).toMatchObject({ maxCallsPerAgent: 3 });
      expect(put?.body).not.toHaveProperty('maxCallsPerAgentDecimal');
    }));

  test('a change by somebody else in between survives: 409, and only the wanted levers are set on the newest version', () =>
    withDialler(async (client, server) => {
      noPatch(server);
      // The version moves between the reading for the update and the update.
      let reads = 0;
      const slow: Client = {
        ...client,
        async ask(request, schema, signal) {
          const answer = await client.ask(request, schema, signal);
          if (++reads === 2) await patch(server, { outboundLineCount: 17 });
          return answer;
        },
      };
      const campaign = await setLevers(slow, { maxCallsPerAgent: 1.5 });
      expect(server.requests.filter(({ method }) => method === 'PUT').map(({ status }) => status)).toEqual([409, 200]);
      expect(campaign.levers).toMatchObject({ maxCallsPerAgent: 1.5, outboundLineCount: 17 });
    }));

  test('a version that the service calls stale with status 400 is the same', () =>
    withDialler(async (client, server) => {
      noPatch(server);
      const body = { message: 'The version 3 does not match the current version 4.', code: 'bad.request' };
      server.inject({ method: 'PUT', path: pathOf(SPRING), fault: { kind: 'status', status: 400, body } });
      expect((await setLevers(client, { maxCallsPerAgent: 1.5 })).levers.maxCallsPerAgent).toBe(1.5);
    }));

  test('a conflict without end is a failure: exit code 4', () =>
    withDialler(async (client, server) => {
      noPatch(server);
      server.inject({ method: 'PUT', path: pathOf(SPRING), times: 3, fault: { kind: 'status', status: 409 } });
      await expect(setLevers(client, { maxCallsPerAgent: 1.5 })).rejects.toMatchObject({
        code: 'GCF-CONFLICT',
        exitCode: 4,
        message: expect.stringContaining('again and again'),
      });
      expect(await wholeOf(server)).toEqual(SPRING);
    }));
});

describe('a write whose answer is lost', () => {
  const writes = [
    ['levers', 'PATCH'],
    ['whole campaign', 'PUT'],
  ] as const;

  test.each(writes)('(%s) is not repeated when a reading shows that it took effect', (_, method) =>
    withDialler(async (client, server) => {
      if (method === 'PUT') noPatch(server);
      server.inject({ method, path: pathOf(SPRING), fault: { kind: 'cut' } });
      const campaign = await setLevers(client, { maxCallsPerAgent: 1.5 });
      expect(campaign).toMatchObject({ version: 4, levers: { maxCallsPerAgent: 1.5 } });
      expect(bodies(server, method)).toHaveLength(1);
    }),
  );

  test.each(writes)('(%s) is repeated when a reading shows that it did not', (_, method) =>
    withDialler(async (client, server) => {
      if (method === 'PUT') noPatch(server);
      server.inject({ method, path: pathOf(SPRING), fault: { kind: 'reset' } });
      const campaign = await setLevers(client, { maxCallsPerAgent: 1.5 });
      expect(campaign).toMatchObject({ version: 4, levers: { maxCallsPerAgent: 1.5 } });
      expect(bodies(server, method)).toHaveLength(2);
    }),
  );

  test('is learned about after a timeout too, whether the service was late or never heard of it', () =>
    withDialler(async (_, server) => {
      const hasty = () => testClient(server, { timeoutMs: 250 });
      server.inject({ method: 'PATCH', path: pathOf(SPRING), fault: { kind: 'delay', ms: 10_000 } });
      expect((await setLevers(hasty(), { maxCallsPerAgent: 1.5 })).levers.maxCallsPerAgent).toBe(1.5);
      expect(bodies(server, 'PATCH')).toHaveLength(1);
      server.inject({ method: 'PATCH', path: pathOf(SPRING), fault: { kind: 'silence' } });
      expect((await setLevers(hasty(), { maxCallsPerAgent: 1.2 })).levers.maxCallsPerAgent).toBe(1.2);
      expect(bodies(server, 'PATCH')).toHaveLength(3);
    }));

  test.each([500, 502, 503, 504, 408])('with status %i is read about before anything is repeated', (status) =>
    withDialler(async (client, server) => {
      server.inject({ method: 'PATCH', path: pathOf(SPRING), fault: { kind: 'status', status } });
      expect((await setLevers(client, { maxCallsPerAgent: 1.5 })).levers.maxCallsPerAgent).toBe(1.5);
      expect(methods(server)).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET']);
    }),
  );

  test('again and again is a failure in the end, with the campaign untouched: exit code 4', () =>
    withDialler(async (client, server) => {
      server.inject({ method: 'PATCH', path: pathOf(SPRING), times: 4, fault: { kind: 'status', status: 503 } });
      await expect(setLevers(client, { maxCallsPerAgent: 1.5 })).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringMatching(/503.*no effect/),
      });
      expect(await wholeOf(server)).toEqual(SPRING);
    }));

  test("is not repeated over what somebody else has set meanwhile: exit code 4, and the other's value stays", () =>
    withDialler(async (client, server) => {
      server.inject({ method: 'PATCH', path: pathOf(SPRING), after: 1, fault: { kind: 'reset' } });
      const late = overtaken(client, () => patch(server, { maxCallsPerAgent: 4 }));
      await expect(setLevers(late, { maxCallsPerAgent: 1.5 })).rejects.toMatchObject({
        code: 'GCF-CONFLICT',
        exitCode: 4,
        message: expect.stringContaining('maxCallsPerAgent'),
      });
      expect(await wholeOf(server)).toMatchObject({ maxCallsPerAgentDecimal: 4 });
    }));

  test('is repeated when somebody else has set another lever, which stays', () =>
    withDialler(async (client, server) => {
      server.inject({ method: 'PATCH', path: pathOf(SPRING), after: 1, fault: { kind: 'reset' } });
      const late = overtaken(client, () => patch(server, { outboundLineCount: 17 }));
      expect((await setLevers(late, { maxCallsPerAgent: 1.5 })).levers).toMatchObject({
        maxCallsPerAgent: 1.5,
        outboundLineCount: 17,
      });
    }));

  test('and of which nothing can be read says that its effect is not known', () =>
    withDialler(async (client, server) => {
      server.inject({ method: 'PATCH', path: pathOf(SPRING), fault: { kind: 'cut' } });
      server.inject({
        method: 'GET',
        path: pathOf(SPRING),
        after: 1,
        times: 6,
        fault: { kind: 'status', status: 503 },
      });
      await expect(setLevers(client, { maxCallsPerAgent: 1.5 })).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining('its levers may have been set or not'),
      });
    }));
});

describe('a write that was not let in', () => {
  test('because of too many requests is sent again after the time that the service asks for', () =>
    withDialler(async (_, server) => {
      const clock = jumpingClock();
      const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '7' } } as const;
      server.inject({ method: 'PATCH', path: pathOf(SPRING), times: 2, fault });
      const campaign = await setLevers(testClient(server, { clock }), { maxCallsPerAgent: 1.5 });
      expect(campaign.levers.maxCallsPerAgent).toBe(1.5);
      expect(methods(server)).toEqual(['GET', 'PATCH', 'PATCH', 'PATCH', 'GET']);
      expect(clock.waits.filter((ms) => ms >= 7000).length).toBeGreaterThanOrEqual(2);
    }));

  test('because of a token that has ended is sent again with a new one', () =>
    withDialler(async (_, server) => {
      server.inject({ method: 'PATCH', path: pathOf(SPRING), fault: { kind: 'status', status: 401 } });
      const client = testClient(server, {
        credentials: { clientId: server.clientId, clientSecret: server.clientSecret },
      });
      expect((await setLevers(client, { maxCallsPerAgent: 1.5 })).levers.maxCallsPerAgent).toBe(1.5);
      expect(bodies(server, 'PATCH')).toHaveLength(2);
    }));
});
