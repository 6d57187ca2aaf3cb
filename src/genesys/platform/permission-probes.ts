import * as z from 'zod/mini';
import { isoInstant } from '../../series/iso-instant.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { anyOf } from './aggregate-query.ts';
import { availabilityRequest } from './conversation-details-query.ts';

/** What a probe may ask about. */
export interface ProbeGround {
  readonly client: Client;
  /** A queue that the client sees, if it sees any. */
  readonly queueId: string | undefined;
  readonly asOf: EpochSeconds;
}

type Question = Omit<ApiRequest, 'permission'>;

/** The smallest question that takes a permission; undefined when there is nothing to ask about, such as a business unit. */
type Probe = (ground: ProbeGround) => Promise<Question | undefined>;

const HOUR_SECONDS = 3600;

const lastHour = (asOf: EpochSeconds): string => {
  const end = Math.floor(asOf / HOUR_SECONDS) * HOUR_SECONDS;
  return `${isoInstant(end - HOUR_SECONDS)}/${isoInstant(end)}`;
};

const listing = (what: string, path: string): Question => ({
  what,
  method: 'GET',
  path,
  query: { pageSize: 1, pageNumber: 1 },
});

const USERS = listing('the users', '/api/v2/users');
const CAMPAIGNS = listing('the campaigns', '/api/v2/outbound/campaigns');
const BUSINESS_UNITS: Question = {
  what: 'the business units',
  method: 'GET',
  path: '/api/v2/workforcemanagement/businessunits',
};

const entities = z.object({
  entities: z.nullish(z.array(z.object({ id: z.string(), callableTimeSet: z.nullish(z.object({ id: z.string() })) }))),
});

const firstOf = async (client: Client, question: Question) =>
  ((await client.ask(question, entities)).entities ?? [])[0];

/** Below the first business unit that the client sees. */
const inBusinessUnit =
  (what: string, part: string, query: (asOf: EpochSeconds) => Record<string, string>): Probe =>
  async ({ client, asOf }) => {
    const unit = await firstOf(client, BUSINESS_UNITS);
    if (unit === undefined) return undefined;
    const path = `${BUSINESS_UNITS.path}/${encodeURIComponent(unit.id)}/${part}`;
    return { what, method: 'GET', path, query: query(asOf) };
  };

/** Permissions to write have none: only a write would show them. */
const PROBES = {
  'analytics:conversationAggregate:view': async ({ asOf }) => ({
    what: 'the volumes of an hour',
    method: 'POST',
    path: '/api/v2/analytics/conversations/aggregates/query',
    body: { interval: lastHour(asOf), metrics: ['nOffered'] },
  }),
  'analytics:conversationDetail:view': async () => availabilityRequest,
  'routing:wrapupCode:view': async () => listing('the wrap-up codes', '/api/v2/routing/wrapupcodes'),
  'routing:skill:view': async () => listing('the skills', '/api/v2/routing/skills'),
  'outbound:campaign:view': async () => CAMPAIGNS,
  'outbound:settings:view': async () => ({
    what: 'the outbound settings',
    method: 'GET',
    path: '/api/v2/outbound/settings',
  }),
  'outbound:callableTimeSet:view': async ({ client }) => {
    const setId = (await firstOf(client, CAMPAIGNS))?.callableTimeSet?.id;
    if (setId === undefined) return undefined;
    const path = `/api/v2/outbound/callabletimesets/${encodeURIComponent(setId)}`;
    return { what: 'callable times', method: 'GET', path };
  },
  'analytics:userAggregate:view': async ({ client, asOf }) => {
    const user = await firstOf(client, USERS);
    if (user === undefined) return undefined;
    return {
      what: "an agent's time of an hour",
      method: 'POST',
      path: '/api/v2/analytics/users/aggregates/query',
      body: {
        interval: lastHour(asOf),
        granularity: 'PT1H',
        groupBy: ['userId'],
        metrics: ['tAgentRoutingStatus'],
        filter: anyOf('userId', [user.id]),
      },
    };
  },
  'analytics:queueObservation:view': async ({ queueId }) =>
    queueId === undefined
      ? undefined
      : {
          what: 'the present of a queue',
          method: 'POST',
          path: '/api/v2/analytics/queues/observations/query',
          body: { filter: anyOf('queueId', [queueId]), metrics: ['oWaiting'] },
        },
  'wfm:planningGroup:view': inBusinessUnit('planning groups', 'planninggroups', () => ({})),
  'wfm:intraday:view': inBusinessUnit('planning groups with a schedule', 'intraday/planninggroups', (asOf) => ({
    date: isoInstant(asOf).slice(0, 10),
  })),
} as const satisfies Record<string, Probe>;

/** The permissions that a question can show. */
export type ReadingPermission = keyof typeof PROBES;

const anyObject = z.record(z.string(), z.unknown());

/**
 * Asks one small question that takes `permission`. False when there was nothing to ask about; throws the Failure of the client when the
 * question, or the look for something to ask about, is refused or gets no answer.
 */
export async function probePermission(permission: ReadingPermission, ground: ProbeGround): Promise<boolean> {
  const question = await PROBES[permission](ground);
  if (question === undefined) return false;
  await ground.client.ask({ ...question, permission }, anyObject);
  return true;
}
