import * as z from 'zod/mini';
import type { Centre, CentreCampaign } from './centre.ts';
import { listingPage } from './listing-page.ts';
import { badRequest, errorReply, Refusal, type Reply } from './reply.ts';
import type { Resource, ResourceRequest } from './resource.ts';

const PATH = '/api/v2/outbound/campaigns';
const PAGE_SIZE_MAX = 100;
const KNOWN_PARAMETERS = ['pageSize', 'pageNumber'];
/** Fields that the service sets itself; in an update they are ignored. */
const READ_ONLY = ['id', 'dateCreated', 'dateModified', 'errors', 'selfUri'];

const settings = z.object({ maxConfigurableCallsPerAgent: z.number() });

const levers = z.object({
  maxCallsPerAgent: z.optional(z.number()),
  maxCallsPerAgentDecimal: z.optional(z.number()),
  abandonRate: z.optional(z.number()),
});

/**
 * The campaigns of one server, which keeps their changes: each raises the version. An update has to give the newest version and
 * the campaign's own status; without the flag for decimals only the whole number of calls per agent is read.
 */
export function outboundCampaigns({ outbound }: Centre): Resource[] {
  const campaigns = new Map((outbound?.campaigns ?? []).map((campaign) => [campaign.id, campaign]));

  const campaignAt = ({ path }: ResourceRequest): CentreCampaign => {
    const id = decodeURIComponent(path.slice(PATH.length + 1).split('/')[0] ?? '');
    const campaign = campaigns.get(id);
    if (campaign === undefined) throw new Refusal(errorReply(404), `no campaign ${id}`);
    return campaign;
  };
  const save = (campaign: CentreCampaign): CentreCampaign => {
    requireAllowed(campaign, outbound?.settings);
    const saved = { ...campaign, version: campaign.version + 1 };
    campaigns.set(campaign.id, saved);
    return saved;
  };
  const about = (part = '') => `${PATH}/{campaignId}${part}`;

  return [
    {
      method: 'GET',
      path: PATH,
      answer(request) {
        const unknown = [...request.query.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
        if (unknown.length > 0) throw new Error(`this server does not list campaigns by ${unknown.join(', ')}`);
        return listingPage(request, [...campaigns.values()], PAGE_SIZE_MAX);
      },
    },
    { method: 'GET', path: about(), answer: (request) => ({ status: 200, body: campaignAt(request) }) },
    {
      method: 'PATCH',
      path: about(),
      answer(request) {
        const campaign = campaignAt(request);
        save({ ...campaign, ...patched(request.body as Readonly<Record<string, unknown>>) });
        return { status: 204 };
      },
    },
    {
      method: 'PUT',
      path: about(),
      answer: (request) => ({ status: 200, body: save(replaced(campaignAt(request), request)) }),
    },
    { method: 'GET', path: about('/stats'), answer: (request) => statsReply(campaignAt(request)) },
  ];
}

/** The ratio of a change of levers is kept in both forms. */
function patched({ maxCallsPerAgent: ratio, ...others }: Readonly<Record<string, unknown>>): object {
  if (typeof ratio !== 'number') return others;
  return { ...others, maxCallsPerAgent: Math.floor(ratio), maxCallsPerAgentDecimal: ratio };
}

function replaced(campaign: CentreCampaign, { body, query }: ResourceRequest): CentreCampaign {
  const update = body as Readonly<Record<string, unknown>>;
  if (update['version'] !== campaign.version) {
    throw new Refusal(errorReply(409, { message: 'The version does not match.' }), 'another version');
  }
  if (update['campaignStatus'] !== campaign['campaignStatus']) {
    throw badRequest('Change the status separately.', 'campaignStatus', 'invalid.value');
  }
  const kept = Object.fromEntries(Object.entries(campaign).filter(([field]) => READ_ONLY.includes(field)));
  const given = Object.fromEntries(Object.entries(update).filter(([field]) => !READ_ONLY.includes(field)));
  const whole = { ...given, ...kept } as CentreCampaign;
  if (query.get('useMaxCallsPerAgentDecimal') === 'true') return whole;
  const { maxCallsPerAgentDecimal: _, ...withoutDecimals } = whole;
  return withoutDecimals as CentreCampaign;
}

function requireAllowed(campaign: CentreCampaign, outboundSettings: object | undefined): void {
  const { maxConfigurableCallsPerAgent: most } = settings.parse(outboundSettings);
  const { maxCallsPerAgent, maxCallsPerAgentDecimal = maxCallsPerAgent, abandonRate } = levers.parse(campaign);
  if (maxCallsPerAgentDecimal !== undefined && (maxCallsPerAgentDecimal < 1 || maxCallsPerAgentDecimal > most)) {
    throw badRequest(`Must be from 1 to ${most}.`, 'maxCallsPerAgent', 'invalid.value');
  }
  if (abandonRate !== undefined && (abandonRate <= 0 || abandonRate > 100)) {
    throw badRequest('Must be above 0 and at most 100.', 'abandonRate', 'invalid.value');
  }
}

/** A campaign that is off tells nothing. */
function statsReply({ campaignStatus }: CentreCampaign): Reply {
  if (campaignStatus !== 'on') return { status: 200, body: {} };
  return {
    status: 200,
    body: {
      contactRate: { attempts: 400, connects: 100, connectRatio: 0.25 },
      idleAgents: 3,
      effectiveIdleAgents: 2.5,
      adjustedCallsPerAgent: 1.8,
      outstandingCalls: 5,
      scheduledCalls: 0,
      linesUtilization: { assignedOutboundLines: 12, totalAvailableOutboundLines: 30 },
    },
  };
}
