import { describe, expect, test } from 'vitest';
import { createPlatformDialler } from '../../../src/genesys/platform/platform-dialler.ts';
import { campaignNamed, centre, queueNamed, withDialler } from '../dialler-server.ts';
import { collected } from '../small-centre.ts';

const PATH = '/api/v2/outbound/campaigns';
const SPRING = campaignNamed('Spring Offers');

/** The centre with other campaigns. */
const centreWith = (campaigns: (typeof SPRING)[]) => ({
  centre: { ...centre, outbound: { ...centre.outbound, campaigns } },
});

const copies = (many: number, name: (i: number) => string) =>
  Array.from({ length: many }, (_, i) => ({
    ...SPRING,
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    name: name(i),
  }));

describe('a campaign', () => {
  test('is found by name: mode, status and levers in fractions and decimals', () =>
    withDialler(async (client) => {
      expect(await createPlatformDialler(client).findCampaign('Spring Offers')).toEqual({
        id: SPRING.id,
        name: 'Spring Offers',
        dialingMode: 'predictive',
        status: 'on',
        version: 3,
        levers: {
          maxCallsPerAgent: 2.5,
          abandonRateFraction: 0.03,
          outboundLineCount: 30,
          queueId: queueNamed('Sales').id,
        },
        callableTimeSetId: (SPRING['callableTimeSet'] as { id: string }).id,
      });
    }));

  test('is found by id with one question', () =>
    withDialler(async (client, server) => {
      const { name, dialingMode, levers } = await createPlatformDialler(client).findCampaign(
        campaignNamed('Large Accounts').id,
      );
      expect([name, dialingMode]).toEqual(['Large Accounts', 'preview']);
      // What the campaign does not have is not there, rather than 0.
      expect(levers).toEqual({ queueId: queueNamed('Accounts').id });
      expect(server.requests.map(({ path }) => path)).toEqual([`${PATH}/${campaignNamed('Large Accounts').id}`]);
    }));

  test('without agents has no queue, and one that shares lines has a weight', () =>
    withDialler(async (client) => {
      const dialler = createPlatformDialler(client);
      expect((await dialler.findCampaign('Appointment Note')).levers).toEqual({ outboundLineCount: 3 });
      expect((await dialler.findCampaign('Overdue Bills')).levers).toMatchObject({
        abandonRateFraction: 0.025,
        dynamicLineBalancing: { enabled: true, relativeWeight: 40 },
      });
    }));

  test('that is misspelt is not guessed, but suggested: exit code 2', () =>
    withDialler(async (client) => {
      await expect(createPlatformDialler(client).findCampaign('Spring Ofers')).rejects.toMatchObject({
        exitCode: 2,
        hint: "Did you mean 'Spring Offers'?",
      });
      await expect(createPlatformDialler(client).findCampaign('Zzz')).rejects.toMatchObject({
        exitCode: 2,
        hint: expect.stringContaining('Satisfaction'),
      });
    }));

  test('with an id that nobody has: exit code 2', () =>
    withDialler(async (client) => {
      const id = '99999999-0000-4000-8000-000000000000';
      await expect(createPlatformDialler(client).findCampaign(id)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining(id),
      });
    }));

  test('whose name several have: exit code 2 with their ids', () => {
    const twins = copies(2, () => 'Twin');
    return withDialler(async (client) => {
      await expect(createPlatformDialler(client).findCampaign('Twin')).rejects.toMatchObject({
        exitCode: 2,
        hint: expect.stringContaining(twins.map(({ id }) => id).join(', ')),
      });
    }, centreWith(twins));
  });

  test('on any page of the listing is found', () => {
    const many = copies(230, (i) => `Campaign ${i}`);
    return withDialler(async (client, server) => {
      const dialler = createPlatformDialler(client);
      expect(await collected(dialler.campaigns())).toHaveLength(230);
      expect(server.requests.map(({ query }) => query.get('pageNumber'))).toEqual(['1', '2', '3']);
      expect((await dialler.findCampaign('Campaign 229')).id).toBe(many[229]?.id);
    }, centreWith(many));
  });

  test('in a mode that is new to this program is read all the same', () => {
    const [one] = copies(1, () => 'New');
    if (one === undefined) throw new Error('no copy');
    return withDialler(
      async (client) => {
        expect((await createPlatformDialler(client).findCampaign('New')).dialingMode).toBe('telepathic');
      },
      centreWith([{ ...one, dialingMode: 'telepathic' }]),
    );
  });

  test('that may not be seen: exit code 3, naming the permission', () =>
    withDialler(
      async (client) => {
        await expect(createPlatformDialler(client).findCampaign('Spring Offers')).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('outbound:campaign:view'),
        });
      },
      { permissions: [] },
    ));
});

describe('listing campaigns', () => {
  test.each([
    ['429', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
    ['503', { kind: 'status', status: 503 }],
    ['a reset', { kind: 'reset' }],
    ['a truncated answer', { kind: 'truncated' }],
  ] as const)('outlives %s on the second page', (_, fault) =>
    withDialler(
      async (client, server) => {
        server.inject({ path: PATH, after: 1, fault });
        expect(await collected(createPlatformDialler(client).campaigns())).toHaveLength(130);
      },
      centreWith(copies(130, (i) => `Campaign ${i}`)),
    ),
  );

  test('fails when a page stays away, instead of being shorter', () =>
    withDialler(
      async (client, server) => {
        server.inject({ path: PATH, after: 1, times: 6, fault: { kind: 'status', status: 503 } });
        await expect(collected(createPlatformDialler(client).campaigns())).rejects.toMatchObject({ exitCode: 4 });
      },
      centreWith(copies(130, (i) => `Campaign ${i}`)),
    ));
});

describe('what a campaign is doing now', () => {
  test('is told in counts', () =>
    withDialler(async (client) => {
      expect(await createPlatformDialler(client).activity(SPRING.id)).toEqual({
        attempts: 400,
        connects: 100,
        idleAgents: 3,
        effectiveIdleAgents: 2.5,
        adjustedCallsPerAgent: 1.8,
        outstandingCalls: 5,
        scheduledCalls: 0,
        linesAssigned: 12,
        linesAvailable: 30,
      });
    }));

  test('is not told of a campaign that is off, which is not the same as nothing going on', () =>
    withDialler(
      async (client) => {
        expect(await createPlatformDialler(client).activity(SPRING.id)).toEqual({});
      },
      centreWith([{ ...SPRING, campaignStatus: 'off' }]),
    ));
});

describe('the outbound settings', () => {
  test('are read in seconds and fractions', () =>
    withDialler(async (client) => {
      expect(await createPlatformDialler(client).settings()).toEqual({
        abandonSeconds: 2,
        abandonRateDenominator: 'CALLS_THAT_REACHED_QUEUE',
        maxCallsPerAgent: 5,
        maxConfigurableCallsPerAgent: 15,
        maxLineUtilizationFraction: 0.8,
      });
    }));

  test('with a line utilization above 1 are not believed: exit code 6', () =>
    withDialler(async (client, server) => {
      const fault = { kind: 'wrong-shape', body: { maxLineUtilization: 80 } } as const;
      server.inject({ path: '/api/v2/outbound/settings', fault });
      await expect(createPlatformDialler(client).settings()).rejects.toMatchObject({ exitCode: 6 });
    }));
});
