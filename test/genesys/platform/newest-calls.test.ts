import { describe, expect, test } from 'vitest';
import type { Client } from '../../../src/genesys/client.ts';
import { createPlatformDialler } from '../../../src/genesys/platform/platform-dialler.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { at, campaignNamed, centre, withDialler } from '../dialler-server.ts';

const DETAILS = '/api/v2/analytics/conversations/details/query';
const SPRING = campaignNamed('Spring Offers');
const FROM = at('2026-03-30T10:00+02:00');
const TO = at('2026-03-31T17:20+02:00');

const newestCalls = (client: Client, most: number, campaign = SPRING, from = FROM, to = TO) =>
  createPlatformDialler(client).newestCalls(campaign.id, from, to, most);

const pagesAsked = (server: GenesysServer) =>
  server.requests.map(({ body }) => (body as { paging: { pageNumber: number } }).paging.pageNumber);

/** What the simulation says of the calls begun in a range, the newest first, in seconds. */
const simulated = (campaign = SPRING, from = FROM, to = TO) =>
  centre.outbound
    .calls(campaign.id, from * 1000, to * 1000)
    .reverse()
    .map(({ startMs, ringMs, isAnswered, handling }) => ({
      start: startMs / 1000,
      isAnswered,
      isAbandoned: isAnswered && handling === undefined,
      ringSeconds: ringMs / 1000,
      ...(handling === undefined ? {} : { handleSeconds: (handling.talkMs + handling.acwMs) / 1000 }),
    }));

describe('the newest calls', () => {
  test('are those that began last in the range, with ring and handle times and what became of them', () =>
    withDialler(async (client, server) => {
      const { calls, live } = await newestCalls(client, 250);
      expect(calls).toEqual(simulated().slice(0, 250));
      expect(live).toBe(0);
      const bills = await newestCalls(client, 100, campaignNamed('Overdue Bills'));
      expect(bills.calls).toEqual(simulated(campaignNamed('Overdue Bills')).slice(0, 100));
      expect(bills.calls.some(({ isAbandoned }) => isAbandoned)).toBe(true);
      // The day has later calls, which the service gives as well.
      expect(Math.max(...pagesAsked(server))).toBeGreaterThan(3);
    }));

  test('are all there are when that is fewer than asked for', () =>
    withDialler(async (client) => {
      const from = at('2026-03-31T10:00+02:00');
      const accounts = campaignNamed('Large Accounts');
      const { calls } = await newestCalls(client, 1000, accounts, from, TO);
      expect(calls).toEqual(simulated(accounts, from));
      expect(calls.length).toBeGreaterThan(10);
    }));

  test('that have not ended are counted, not taken for short ones', () =>
    withDialler(
      async (client) => {
        const presentMs = at('2026-03-31T17:10+02:00') * 1000;
        const { calls, live } = await newestCalls(client, 100);
        const ended = centre.outbound
          .calls(SPRING.id, FROM * 1000, TO * 1000)
          .filter(({ startMs, ringMs, handling }) =>
            handling === undefined
              ? startMs + ringMs <= presentMs
              : handling.startMs + handling.talkMs + handling.acwMs <= presentMs,
          );
        expect(live).toBeGreaterThan(0);
        expect(calls.map(({ start }) => start)).toEqual(
          ended
            .reverse()
            .slice(0, 100)
            .map(({ startMs }) => startMs / 1000),
        );
      },
      { limits: { presentMs: at('2026-03-31T17:10+02:00') * 1000 } },
    ));

  test('of a campaign that did not dial are none', () =>
    withDialler(async (client) => {
      const sunday = at('2026-03-29T02:00+02:00');
      expect(await newestCalls(client, 10, SPRING, sunday, sunday + 3600)).toEqual({ calls: [], live: 0 });
    }));

  test('come whole in spite of faults, and fail when a page stays away', () =>
    withDialler(async (client, server) => {
      for (const fault of [
        { kind: 'status', status: 429, headers: { 'Retry-After': '1' } },
        { kind: 'status', status: 503 },
        { kind: 'reset' },
        { kind: 'truncated' },
      ] as const) {
        server.inject({ path: DETAILS, after: 1, fault });
      }
      expect((await newestCalls(client, 150)).calls).toEqual(simulated().slice(0, 150));
      server.inject({ path: DETAILS, after: 1, times: 6, fault: { kind: 'status', status: 503 } });
      await expect(newestCalls(client, 150)).rejects.toMatchObject({ exitCode: 4 });
    }));

  test('are not asked for in a range that the service does not take', () =>
    withDialler(async (client, server) => {
      await expect(newestCalls(client, 1, SPRING, TO - 32 * 86_400, TO)).rejects.toThrow(RangeError);
      await expect(newestCalls(client, 1, SPRING, TO, FROM)).rejects.toThrow(RangeError);
      expect(server.requests).toEqual([]);
    }));

  test('need a permission, which is named: exit code 3', () =>
    withDialler(
      async (client) => {
        await expect(newestCalls(client, 1)).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('analytics:conversationDetail:view'),
        });
      },
      { permissions: [] },
    ));
});

describe('what the service does not tell', () => {
  const answer = (server: GenesysServer, ...conversations: object[]) => {
    server.inject({ path: DETAILS, fault: { kind: 'wrong-shape', body: { conversations } } });
  };
  const conversation = (sessions: object[], purpose = 'customer', id = 'c1') => ({
    conversationId: id,
    conversationStart: '2026-03-30T12:00:00.000Z',
    conversationEnd: '2026-03-30T12:05:00.000Z',
    participants: [{ purpose, sessions }],
  });
  const attempted = { name: 'nOutboundAttempted', value: 1 };
  const session = (more: object) => ({ outboundCampaignId: SPRING.id, ...more });

  test('is left out: a ring time without segments, or with one that did not end', () =>
    withDialler(async (client, server) => {
      const dialing = { segmentType: 'dialing', segmentStart: '2026-03-30T12:00:00.000Z' };
      answer(
        server,
        conversation([session({ metrics: [attempted] })]),
        conversation([session({ metrics: [attempted], segments: [dialing] })], 'customer', 'c2'),
      );
      const { calls } = await newestCalls(client, 2);
      expect(calls).toEqual([
        { start: at('2026-03-30T12:00Z'), isAnswered: false, isAbandoned: false },
        { start: at('2026-03-30T12:00Z'), isAnswered: false, isAbandoned: false },
      ]);
    }));

  test('is no call: a conversation without an attempt, such as a skipped preview, or of another campaign', () =>
    withDialler(async (client, server) => {
      answer(
        server,
        conversation([session({ metrics: [{ name: 'tHandle', value: 5000 }] })], 'agent'),
        conversation([{ outboundCampaignId: 'other', metrics: [attempted] }], 'customer', 'c2'),
      );
      answer(server);
      expect(await newestCalls(client, 2)).toEqual({ calls: [], live: 0 });
    }));

  test('counts once when pages shift while calls come in, and a page that only repeats is an error', () =>
    withDialler(async (client, server) => {
      const one = conversation([session({ metrics: [attempted] })]);
      answer(server, one);
      answer(server, one, { ...one, conversationId: 'c2' });
      answer(server);
      expect((await newestCalls(client, 3)).calls).toHaveLength(2);
      answer(server, one);
      answer(server, one);
      await expect(newestCalls(client, 3)).rejects.toMatchObject({
        exitCode: 6,
        message: expect.stringContaining('page 2 repeats'),
      });
    }));
});
