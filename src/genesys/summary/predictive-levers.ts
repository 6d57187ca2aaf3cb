import { Failure } from '../../errors.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { Campaign, CampaignLevers } from '../dialler.ts';
import { mayHaveActed } from '../outcome.ts';
import { extendedFailure } from '../service-failure.ts';
import { PREDICTIVE_BOUNDS } from './predictive-bounds.ts';
import { aboutCampaign, campaignOf, type PredictiveCampaign, readCampaign } from './predictive-campaign.ts';

/** Writes without an answer, before it is given up. */
const MOST_TRIES = 4;

type PredictiveLevers = Pick<CampaignLevers, 'answerRateFraction' | 'abandonRateFraction' | 'maxAttempts'>;

/** How the levers are called by the contract. */
const FIELDS = {
  answerRateFraction: 'answerRate',
  abandonRateFraction: 'dropRate',
  maxAttempts: 'maxAttempts',
} as const;

const NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/**
 * Sets the given levers and gives the campaign as read afterwards. The contract only knows to replace the whole campaign, and
 * no version, so it is read immediately before and put back with everything else unchanged. A write whose answer was lost is
 * followed by a reading: done is done, undone is tried again, and a lever that is neither as before nor as wanted is somebody
 * else's (exit code 4). Throws RangeError for levers that the contract does not take.
 */
export async function setPredictiveLevers(
  client: Client,
  campaignId: string,
  levers: CampaignLevers,
): Promise<Campaign> {
  const wanted = takenLevers(levers);
  let document = await readCampaign(client, campaignId);
  for (let tries = 1; !isInEffect(wanted, document); tries++) {
    const trouble = await troubleOf(client.change(putRequest(document, wanted)));
    if (trouble !== undefined && !mayHaveActed(trouble)) throw trouble;
    const now = await readAfter(client, campaignId);
    if (trouble === undefined) return campaignOf(now);
    refuseForeignLevers(document, now, wanted, trouble);
    if (tries === MOST_TRIES && !isInEffect(wanted, now)) throw undone(trouble);
    document = now;
  }
  return campaignOf(document);
}

function takenLevers(levers: CampaignLevers): PredictiveLevers {
  for (const [name, value] of Object.entries(levers)) {
    const bounds = Object.hasOwn(FIELDS, name) ? PREDICTIVE_BOUNDS[name as keyof typeof FIELDS] : undefined;
    const isTaken = bounds !== undefined && value >= bounds.least && value <= bounds.most;
    const isWhole = name !== 'maxAttempts' || Number.isInteger(value);
    if (!isTaken || !isWhole)
      throw new RangeError(`the summary contract does not take ${name} ${JSON.stringify(value)}`);
  }
  return levers;
}

const READ_ONLY = ['id', 'selfUri', 'routing'];

/** Everything that the campaign has, but for what the contract lets nobody write, with the levers. */
function putRequest(document: PredictiveCampaign, levers: PredictiveLevers): ApiRequest {
  const kept = Object.fromEntries(Object.entries(document).filter(([field]) => !READ_ONLY.includes(field)));
  const set = NAMES.flatMap((name) => (levers[name] === undefined ? [] : [[FIELDS[name], levers[name]]]));
  return {
    ...aboutCampaign(document.id, `the levers of the campaign ${document.name ?? document.id}`),
    method: 'PUT',
    body: { ...kept, predictive: { ...document.predictive, ...Object.fromEntries(set) } },
  };
}

async function troubleOf(work: Promise<void>): Promise<unknown> {
  const [result] = await Promise.allSettled([work]);
  return result.status === 'rejected' ? result.reason : undefined;
}

/** A reading that fails must not hide what went before it. */
async function readAfter(client: Client, campaignId: string): Promise<PredictiveCampaign> {
  try {
    return await readCampaign(client, campaignId);
  } catch (error) {
    throw error instanceof Failure ? extendedFailure(error, '; its levers may have been set or not') : error;
  }
}

const undone = (trouble: unknown): unknown =>
  trouble instanceof Failure ? extendedFailure(trouble, '; a reading after it shows that it had no effect') : trouble;

const isInEffect = (wanted: PredictiveLevers, document: PredictiveCampaign): boolean =>
  NAMES.every((name) => isSame(wanted[name], document.predictive?.[FIELDS[name]]));

/** What is not wanted is as it should be. Numbers may have been stored in single precision. */
const isSame = (wanted: number | undefined, is: number | null | undefined): boolean =>
  wanted === undefined || (is != null && Math.abs(wanted - is) <= 1e-6 * Math.abs(wanted));

function refuseForeignLevers(
  before: PredictiveCampaign,
  now: PredictiveCampaign,
  wanted: PredictiveLevers,
  cause: unknown,
): void {
  const foreign = NAMES.filter((name) => {
    const [was, is] = [before.predictive?.[FIELDS[name]], now.predictive?.[FIELDS[name]]];
    return wanted[name] !== undefined && was !== is && !isSame(wanted[name], is);
  });
  if (foreign.length === 0) return;
  const what = foreign.join(', ');
  throw new Failure(
    `the campaign ${now.name ?? now.id} was changed by somebody else while its levers were to be set: ${what}`,
    { code: 'GCF-CONFLICT', exitCode: 4, hint: 'Look at the campaign and make a new plan.', cause },
  );
}
