import { TZDate } from '@date-fns/tz';
import { describe, expect, test } from 'vitest';
import { sampleSize } from '../support/sample-size.ts';
import { ask, withServer } from './asking.ts';
import type { OutboundCall } from './centre.ts';
import { findEndpoint, modelViolations, responseViolations } from './contract.ts';
import { diallerCentre } from './dialler-centre.ts';
import { QUARTER_MS } from './quarter-hours.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Europe/Berlin';
// One for all tests, since it keeps what it has simulated.
const centre = diallerCentre();
const { campaigns } = centre.outbound;

/** From a Monday, over the change of clocks on 29 March 2026; all twelve weeks in the thorough run. */
const START = Date.parse(sampleSize(0, 1) === 1 ? '2026-01-26T00:00+01:00' : '2026-03-23T00:00+01:00');
const END = Date.parse(sampleSize(0, 1) === 1 ? '2026-04-20T00:00+02:00' : '2026-03-31T00:00+02:00');

/** Single calls are not kept by the centre. */
const callsInRange = new Map<string, readonly OutboundCall[]>();

const named = (name: string) => {
  const at = campaigns.findIndex((one) => one.name === name);
  const campaign = campaigns[at];
  if (campaign === undefined) throw new Error(`no campaign ${name}`);
  const calls = callsInRange.get(name) ?? centre.outbound.calls(campaign.id, START, END);
  callsInRange.set(name, calls);
  return { campaign, stream: centre.streams[at], calls };
};

/** Local times are slow to find, and the same for all calls of a quarter-hour. */
const localTimes = new Map<number, { day: number; hour: number }>();

function localTimeOf({ startMs }: OutboundCall) {
  const quarter = Math.floor(startMs / QUARTER_MS);
  const known = localTimes.get(quarter);
  if (known !== undefined) return known;
  const local = new TZDate(quarter * QUARTER_MS, ZONE);
  const time = { day: local.getDay(), hour: local.getHours() };
  localTimes.set(quarter, time);
  return time;
}

const names = campaigns.map(({ name }) => name);

describe('the campaigns', () => {
  test('are one in each dialling mode, and models of the published contract', () => {
    expect(campaigns.map((one) => one['dialingMode'])).toEqual([
      'predictive',
      'power',
      'progressive',
      'preview',
      'agentless',
    ]);
    for (const campaign of campaigns) expect(modelViolations('Campaign', campaign)).toEqual([]);
    expect(modelViolations('OutboundSettings', centre.outbound.settings)).toEqual([]);
    for (const set of centre.outbound.callableTimeSets) expect(modelViolations('CallableTimeSet', set)).toEqual([]);
  });

  test.each(names)('%s: attempts >= answers >= abandoned, and whoever is not abandoned is handled', (name) => {
    const { stream, calls } = named(name);
    const [tally] = stream.tally([START, END]);
    const count = (metric: keyof typeof tally): number => tally[metric]?.count ?? 0;
    const all = calls;
    expect(count('nOutboundAttempted')).toBe(all.length);
    // The range starts and ends with closed hours, so that nothing is under way at its borders.
    expect(count('nOutboundConnected')).toBe(all.filter(({ isAnswered }) => isAnswered).length);
    expect(count('nOutboundAttempted')).toBeGreaterThan(count('nOutboundConnected'));
    expect(count('nOutboundConnected')).toBeGreaterThan(0);
    if (name === 'Appointment Note') expect(count('tHandle') + count('nOutboundAbandoned')).toBe(0);
    else expect(count('tHandle') + count('nOutboundAbandoned')).toBe(count('nOutboundConnected'));
  });

  test.each(names)('%s: dials when the clocks of Berlin show callable hours, and at no other time', (name) => {
    const times = new Set(named(name).calls.map(localTimeOf));
    const shown = new Set([...times].map(({ day, hour }) => `${day} ${hour}`));
    const weekdays = [1, 2, 3, 4, 5].flatMap((day) => Array.from({ length: 9 }, (_, i) => `${day} ${9 + i}`));
    expect([...shown].sort()).toEqual([...weekdays, '6 10', '6 11', '6 12', '6 13'].sort());
  });

  test('have answer rates around what is written of them, higher in the evening than in the morning', () => {
    const rate = (calls: readonly { isAnswered: boolean }[]): number =>
      calls.filter(({ isAnswered }) => isAnswered).length / calls.length;
    for (const [name, level] of [
      ['Spring Offers', 0.25],
      ['Overdue Bills', 0.35],
      ['Satisfaction', 0.4],
    ] as const) {
      const all = named(name).calls;
      expect(Math.abs(rate(all) - level)).toBeLessThan(0.06);
      const between = (from: number, to: number) =>
        all.filter((call) => localTimeOf(call).hour >= from && localTimeOf(call).hour < to);
      expect(rate(between(15, 18))).toBeGreaterThan(rate(between(9, 12)));
    }
  });
});

describe('the agents', () => {
  test.each(names.slice(0, 4))('of %s have one call at a time, and the time with calls is the handle time', (name) => {
    const { stream, calls } = named(name);
    const handlings = calls.flatMap(({ handling }) => handling ?? []);
    const userIds = [...new Set(handlings.map(({ userId }) => userId))];
    for (const agent of userIds) {
      const own = handlings.filter(({ userId }) => userId === agent).sort((a, b) => a.startMs - b.startMs);
      for (const [i, { startMs, talkMs, acwMs }] of own.entries()) {
        expect(startMs + talkMs + acwMs).toBeLessThanOrEqual(own[i + 1]?.startMs ?? Number.POSITIVE_INFINITY);
      }
    }
    const interacting = userIds.reduce(
      (sum, userId) => sum + (centre.workforce.statuses(userId, [START, END])[0]?.INTERACTING ?? 0),
      0,
    );
    expect(stream.tally([START, END])[0]?.tHandle?.sum).toBe(interacting);
  });

  test('spend every hour in some status, and are on queue as planned unless they are ill or finish a call', () => {
    const borders = Array.from({ length: 25 }, (_, i) => Date.parse('2026-03-26T00:00+01:00') + i * HOUR_MS);
    const members = centre.workforce.members(centre.queues[0]?.id ?? '');
    const statuses = members.map(({ id }) => centre.workforce.statuses(id, borders));
    for (const own of statuses) {
      for (const hour of own) expect(Object.values(hour).reduce((sum, ms) => sum + ms, 0)).toBe(HOUR_MS);
    }
    const planned = centre.workforce.scheduledSeconds(
      centre.workforce.businessUnits[0]?.planningGroups[0]?.id ?? '',
      borders,
    );
    const seen = borders
      .slice(1)
      .map((_, i) => statuses.reduce((sum, own) => sum + HOUR_MS - (own[i]?.OFF_QUEUE ?? 0), 0) / 1000);
    const total = (seconds: readonly number[]): number => seconds.reduce((sum, one) => sum + one, 0);
    expect(total(planned ?? [])).toBe(8 * 7.5 * 3600);
    expect(total(seen) / total(planned ?? [])).toBeGreaterThan(0.7);
    expect(total(seen) / total(planned ?? [])).toBeLessThan(1.05);
  });
});

test('everything is the same in every run and in whatever order days are asked for', () => {
  const [stream] = centre.streams;
  const [again] = diallerCentre().streams;
  const days = [2, 0, 1].map((day) => Date.parse('2026-03-24T00:00+01:00') + day * 24 * HOUR_MS);
  for (const from of days) {
    expect(again?.tally([from, from + 24 * HOUR_MS])).toEqual(stream?.tally([from, from + 24 * HOUR_MS]));
  }
});

describe('every answer of its server keeps the published contract:', () => {
  const id = campaigns[0]?.id;
  const queueId = centre.queues[0]?.id;
  const unit = centre.workforce.businessUnits[0];
  const WFM = '/api/v2/workforcemanagement/businessunits';
  const anyOf = (dimension: string, value = '') => ({ type: 'or', predicates: [{ dimension, value }] });
  const interval = '2026-03-31T08:00:00Z/2026-03-31T09:00:00Z';
  test.each<[string, string, object?]>([
    ['GET', '/api/v2/outbound/campaigns'],
    ['GET', `/api/v2/outbound/campaigns/${id}`],
    ['GET', `/api/v2/outbound/campaigns/${id}/stats`],
    ['GET', '/api/v2/outbound/settings'],
    ['GET', `/api/v2/outbound/callabletimesets/${centre.outbound.callableTimeSets[1]?.id}`],
    ['GET', `/api/v2/routing/queues/${queueId}/members?joined=true`],
    ['GET', WFM],
    ['GET', `${WFM}/${unit?.id}?expand=settings.timeZone`],
    ['GET', `${WFM}/${unit?.id}/planninggroups`],
    [
      'POST',
      `${WFM}/${unit?.id}/intraday`,
      {
        businessUnitDate: '2026-03-31',
        categories: ['ScheduleData'],
        planningGroupIds: [unit?.planningGroups[0]?.id],
        intervalLengthMinutes: 15,
      },
    ],
    [
      'POST',
      '/api/v2/analytics/users/aggregates/query',
      {
        interval,
        granularity: 'PT30M',
        groupBy: ['userId'],
        metrics: ['tAgentRoutingStatus'],
        filter: anyOf('userId', centre.workforce.members(queueId ?? '')[0]?.id),
      },
    ],
    [
      'POST',
      '/api/v2/analytics/queues/observations/query',
      { filter: anyOf('queueId', queueId), metrics: ['oUserRoutingStatuses', 'oWaiting', 'oInteracting'] },
    ],
    [
      'POST',
      '/api/v2/analytics/conversations/aggregates/query',
      {
        interval,
        groupBy: ['outboundCampaignId'],
        metrics: ['nOutboundAttempted', 'nOutboundConnected', 'tHandle'],
        filter: anyOf('outboundCampaignId', id),
      },
    ],
    [
      'POST',
      '/api/v2/analytics/conversations/details/query',
      {
        interval,
        order: 'desc',
        orderBy: 'conversationStart',
        segmentFilters: [{ type: 'and', predicates: [{ dimension: 'outboundCampaignId', value: id }] }],
        paging: { pageSize: 25, pageNumber: 1 },
      },
    ],
  ])('%s %s', (method, address, body) =>
    withServer({ centre }, async (server) => {
      const response = await ask(server, address, body);
      expect(response.status).toBe(200);
      const endpoint = findEndpoint(method, address.split('?')[0] ?? '');
      if (endpoint === undefined) throw new Error('not a published operation');
      const answer: unknown = await response.json();
      expect(responseViolations(endpoint, answer)).toEqual([]);
      expect(JSON.stringify(answer).length).toBeGreaterThan(100);
    }),
  );
});

describe('changes of a campaign', () => {
  const [campaign] = campaigns;
  const path = `/api/v2/outbound/campaigns/${campaign?.id}`;
  const put = async (body: object, query = '') =>
    withServer({ centre }, async (server) => {
      const { status } = await ask(server, `${path}${query}`, body, undefined, 'PUT');
      return { status, campaign: (await (await ask(server, path)).json()) as Record<string, unknown> };
    });

  test('raise its version, on one server only', async () => {
    const update = { ...campaign, outboundLineCount: 7 };
    expect(await put(update)).toMatchObject({ status: 200, campaign: { version: 4, outboundLineCount: 7 } });
    await withServer({ centre }, async (server) => {
      expect(await (await ask(server, path)).json()).toEqual(campaign);
    });
  });

  test('need the newest version and the status as it is', async () => {
    expect(await put({ ...campaign, version: 2 })).toMatchObject({ status: 409, campaign: { version: 3 } });
    expect(await put({ ...campaign, campaignStatus: 'off' })).toMatchObject({ status: 400 });
  });

  test('lose decimals of the calls per agent without the flag for them, and what an update leaves out', async () => {
    const { abandonRate: _, ...withoutRate } = campaign ?? {};
    const whole = await put(withoutRate);
    expect(whole.campaign).not.toHaveProperty('maxCallsPerAgentDecimal');
    expect(whole.campaign).not.toHaveProperty('abandonRate');
    expect((await put({ ...campaign }, '?useMaxCallsPerAgentDecimal=true')).campaign).toMatchObject({
      maxCallsPerAgentDecimal: 2.5,
    });
  });

  test('by a field that the contract does not have are refused and remembered', () =>
    withServer({ centre }, async (server) => {
      server.expectProblem('CampaignPatchRequest must NOT have additional properties');
      expect((await ask(server, path, { predictive: { answerRate: 0.3 } }, undefined, 'PATCH')).status).toBe(400);
    }));
});
