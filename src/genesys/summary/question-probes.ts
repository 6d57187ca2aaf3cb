import { calendarStep } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import { agentForecast } from './agent-forecast.ts';
import { contactCountParts } from './contact-counts.ts';
import { conversationResults } from './conversation-results.ts';
import { outboundHours } from './outbound-hours.ts';
import { findCampaign } from './predictive-campaign.ts';
import { queueMediaSums } from './queue-media-counts.ts';
import { skillBuckets } from './skill-buckets.ts';

/** What a probe may ask about. The contract lists neither campaigns nor skills: they have to be known. */
export interface ProbeGround {
  readonly client: Client;
  readonly asOf: EpochSeconds;
  readonly campaignId: string | undefined;
  readonly skillId: string | undefined;
}

/** Asks as the commands do; false when there is nothing to ask about. */
type Probe = (ground: ProbeGround) => Promise<boolean>;

const HOUR_SECONDS = 3600;

/** The last whole hour. */
function lastHour(asOf: EpochSeconds): { from: EpochSeconds; to: EpochSeconds } {
  const to = Math.floor(asOf / HOUR_SECONDS) * HOUR_SECONDS;
  return { from: to - HOUR_SECONDS, to };
}

const HOURLY = { step: calendarStep('PT1H'), timeZone: 'UTC' };

const PROBES = {
  'contacts by interval': async ({ client, asOf }) =>
    hasAnswered(contactCountParts(client, { ...lastHour(asOf), ...HOURLY, direction: 'inbound' })),
  'conversations by queue and media type': async ({ client, asOf }) => {
    const { from, to } = lastHour(asOf);
    await queueMediaSums(client, from, to);
    return true;
  },
  'single conversations': async ({ client, asOf }) =>
    hasAnswered(conversationResults(client, { ...lastHour(asOf), selection: 'begun' })),
  'contacts by queue and skill': async ({ client, asOf }) => {
    const { from, to } = lastHour(asOf);
    await skillBuckets(client, from, to, 'PT1H');
    return true;
  },
  'a campaign': async ({ client, campaignId }) => {
    if (campaignId === undefined) return false;
    await findCampaign(client, campaignId);
    return true;
  },
  'calls of a campaign': async ({ client, asOf, campaignId }) => {
    if (campaignId === undefined) return false;
    return hasAnswered(outboundHours(client, { ...lastHour(asOf), ...HOURLY, campaignIds: [campaignId] }));
  },
  'agents by skill': async ({ client, asOf, skillId }) => {
    if (skillId === undefined) return false;
    await agentForecast(client, { ...lastHour(asOf), skillId, intervalMinutes: 60 });
    return true;
  },
} as const satisfies Record<string, Probe>;

/** What the commands ask of this contract, but for the profile of an agent, whom somebody has to name. */
export type SummaryQuestion = keyof typeof PROBES;

/** One page is enough. */
async function hasAnswered(pages: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of pages) break;
  return true;
}

/**
 * Asks one small question as the commands ask it. False when there is nothing known to ask about; throws the Failure of the client when
 * it is refused, gets no answer, or one that the contract does not know.
 */
export const probeQuestion = (question: SummaryQuestion, ground: ProbeGround): Promise<boolean> =>
  PROBES[question](ground);
