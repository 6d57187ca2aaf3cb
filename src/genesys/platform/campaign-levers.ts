import { Failure } from '../../errors.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { Campaign, CampaignLevers } from '../dialler.ts';
import { mayHaveActed, refusalBehind } from '../outcome.ts';
import { extendedFailure, serviceWords } from '../service-failure.ts';
import { type CampaignDocument, campaignOf, percentOf } from './campaign-document.ts';
import { aboutCampaign, readCampaign } from './campaigns.ts';

/** Writes that were not offered, in conflict, or without an answer, before it is given up. */
const MOST_TRIES = 4;

/** How a write is worded: only the levers, or the whole campaign in its newest version. */
type Write = (document: CampaignDocument, levers: CampaignLevers) => ApiRequest;

/**
 * Sets the given levers of a campaign and gives it as read afterwards. Only levers are sent (PATCH); where the service does
 * not know that, the whole campaign is read anew and put back with them (PUT). When others changed the campaign in between,
 * the same levers are set on what it is now. A write whose answer was lost is followed by a reading: done is done; undone
 * is tried again; levers that are neither as before nor as wanted are somebody else's, and a Failure (exit code 4).
 * Throws RangeError for levers that cannot be.
 */
export async function setLevers(client: Client, campaignId: string, levers: CampaignLevers): Promise<Campaign> {
  requirePossible(levers);
  let document = await readCampaign(client, campaignId);
  let write: Write = patchRequest;
  for (let tries = 1; !isInEffect(levers, document); tries++) {
    const trouble = await troubleOf(client.change(write(document, levers)));
    if (trouble === undefined) return campaignOf(await readAfter(client, campaignId, 'its levers were set'));
    if (write === patchRequest && isNotOffered(trouble)) write = putRequest;
    else if (!mayHaveActed(trouble) && !isConflict(trouble)) throw trouble;
    const now = await readAfter(client, campaignId, 'its levers may have been set or not');
    if (mayHaveActed(trouble)) refuseForeignLevers(document, now, levers, trouble);
    if (tries === MOST_TRIES && !isInEffect(levers, now)) throw givenUp(now, trouble);
    document = now;
  }
  return campaignOf(document);
}

async function troubleOf(work: Promise<void>): Promise<unknown> {
  const [result] = await Promise.allSettled([work]);
  return result.status === 'rejected' ? result.reason : undefined;
}

function givenUp(now: CampaignDocument, trouble: unknown): unknown {
  if (isConflict(trouble)) return conflict(now, trouble);
  return trouble instanceof Failure
    ? extendedFailure(trouble, '; a reading after it shows that it had no effect')
    : trouble;
}

/** A reading that fails must not hide what went before it. */
async function readAfter(client: Client, campaignId: string, whatIsKnown: string): Promise<CampaignDocument> {
  try {
    return await readCampaign(client, campaignId);
  } catch (error) {
    throw error instanceof Failure ? extendedFailure(error, `; ${whatIsKnown}`) : error;
  }
}

/** Levers only: everything else stays as it is, whoever may be changing it. The service knows no version here. */
const patchRequest: Write = (document, levers) => ({
  ...editing(document.id, document.name),
  method: 'PATCH',
  body: {
    ...(levers.maxCallsPerAgent === undefined ? {} : { maxCallsPerAgent: levers.maxCallsPerAgent }),
    ...otherLeverFields(document, levers),
  },
});

const READ_ONLY = ['id', 'dateCreated', 'dateModified', 'errors', 'selfUri'];

/** The whole campaign with its version, which the service compares with the newest. */
const putRequest: Write = (document, levers) => {
  const kept = Object.fromEntries(
    Object.entries(document).filter(([field, value]) => value != null && !READ_ONLY.includes(field)),
  );
  const ratio = ratioFields(document, levers.maxCallsPerAgent);
  return {
    ...editing(document.id, document.name),
    method: 'PUT',
    // Without it the service would read the whole number instead, and lose the decimals.
    ...('maxCallsPerAgentDecimal' in ratio ? { query: { useMaxCallsPerAgentDecimal: true } } : {}),
    body: { ...kept, ...otherLeverFields(document, levers), ...ratio },
  };
};

function ratioFields(
  { maxCallsPerAgent, maxCallsPerAgentDecimal }: CampaignDocument,
  wanted: number | undefined,
): { maxCallsPerAgent?: number; maxCallsPerAgentDecimal?: number } {
  const ratio = wanted ?? maxCallsPerAgentDecimal ?? maxCallsPerAgent;
  if (ratio == null) return {};
  if (maxCallsPerAgentDecimal == null && Number.isInteger(ratio)) return { maxCallsPerAgent: ratio };
  return { maxCallsPerAgent: Math.floor(ratio), maxCallsPerAgentDecimal: ratio };
}

function otherLeverFields(
  document: CampaignDocument,
  { abandonRateFraction, outboundLineCount, dynamicLineBalancing, queueId }: CampaignLevers,
) {
  // Whether a part of these settings would be taken for the whole is not published.
  const balancing = { ...campaignOf(document).levers.dynamicLineBalancing, ...dynamicLineBalancing };
  return {
    ...(abandonRateFraction === undefined ? {} : { abandonRate: percentOf(abandonRateFraction) }),
    ...(outboundLineCount === undefined ? {} : { outboundLineCount }),
    ...(dynamicLineBalancing === undefined ? {} : { dynamicLineBalancingSettings: balancing }),
    ...(queueId === undefined ? {} : { queue: { id: queueId } }),
  };
}

const editing = (id: string, name: string): Pick<ApiRequest, 'what' | 'path' | 'permission'> => ({
  ...aboutCampaign(id, `the levers of the campaign ${name}`),
  permission: 'outbound:campaign:edit',
});

/** A gateway or a service that has no such operation. The campaign itself was read before, so it is not what is not found. */
const isNotOffered = (trouble: unknown): boolean => [404, 405, 501].includes(refusalBehind(trouble)?.status ?? 0);

function isConflict(trouble: unknown): boolean {
  const refusal = refusalBehind(trouble);
  if (refusal?.status === 409) return true;
  return refusal?.status === 400 && /does not match the current version/i.test(serviceWords(refusal));
}

/** Whether the campaign has all the levers that are wanted. */
function isInEffect(wanted: CampaignLevers, document: CampaignDocument): boolean {
  const { levers } = campaignOf(document);
  const balancing = wanted.dynamicLineBalancing;
  return (
    isSame(wanted.maxCallsPerAgent, levers.maxCallsPerAgent) &&
    isSame(wanted.abandonRateFraction, levers.abandonRateFraction) &&
    isSame(wanted.outboundLineCount, levers.outboundLineCount) &&
    isSame(wanted.queueId, levers.queueId) &&
    isSame(balancing?.enabled, levers.dynamicLineBalancing?.enabled) &&
    isSame(balancing?.relativeWeight, levers.dynamicLineBalancing?.relativeWeight)
  );
}

/** What is not wanted is as it should be. Numbers may have been stored in single precision. */
function isSame<T extends string | number | boolean>(wanted: T | undefined, is: T | undefined): boolean {
  if (wanted === undefined || wanted === is) return true;
  return typeof wanted === 'number' && typeof is === 'number' && Math.abs(wanted - is) <= 1e-6 * Math.abs(wanted);
}

/** After a lost answer: setting levers again would undo what somebody else has just set. */
function refuseForeignLevers(
  before: CampaignDocument,
  now: CampaignDocument,
  wanted: CampaignLevers,
  cause: unknown,
): void {
  const foreign = (Object.keys(wanted) as (keyof CampaignLevers)[]).filter((lever) => {
    const [was, is] = [campaignOf(before).levers[lever], campaignOf(now).levers[lever]];
    return JSON.stringify(was) !== JSON.stringify(is) && !isInEffect({ [lever]: wanted[lever] }, now);
  });
  if (foreign.length === 0) return;
  throw conflict(now, cause, `: ${foreign.join(', ')}`);
}

const conflict = ({ name }: CampaignDocument, cause: unknown, what = ', again and again'): Failure =>
  new Failure(`the campaign ${name} was changed by somebody else while its levers were to be set${what}`, {
    code: 'GCF-CONFLICT',
    exitCode: 4,
    hint: 'Look at the campaign and make a new plan.',
    cause,
  });

function requirePossible({ maxCallsPerAgent, abandonRateFraction, outboundLineCount, ...rest }: CampaignLevers): void {
  const weight = rest.dynamicLineBalancing?.relativeWeight;
  requireLever('maxCallsPerAgent', maxCallsPerAgent, 'at least 1', (ratio) => ratio >= 1 && Number.isFinite(ratio));
  requireLever('abandonRateFraction', abandonRateFraction, 'from 0 to 1', (share) => share >= 0 && share <= 1);
  requireLever(
    'outboundLineCount',
    outboundLineCount,
    'a whole number',
    (lines) => Number.isInteger(lines) && lines >= 0,
  );
  requireLever('relativeWeight', weight, 'from 0 to 100', (one) => Number.isInteger(one) && one >= 0 && one <= 100);
}

function requireLever(
  lever: string,
  value: number | undefined,
  allowed: string,
  isAllowed: (value: number) => boolean,
) {
  if (value !== undefined && !isAllowed(value)) throw new RangeError(`${lever} is ${value}, it has to be ${allowed}`);
}
