import * as z from 'zod/mini';
import { usageFailure } from '../../errors.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { Campaign } from '../dialler.ts';
import { refusalBehind } from '../outcome.ts';

const amount = z.nullish(z.number().check(z.nonnegative()));

/** A campaign with every field that it came with: an update has to give back all of them. Rates are fractions. */
const predictiveCampaign = z.looseObject({
  id: z.string(),
  name: z.nullish(z.string()),
  dialingMode: z.nullish(z.string()),
  campaignStatus: z.nullish(z.string()),
  version: z.nullish(z.number()),
  predictive: z.nullish(z.looseObject({ answerRate: amount, dropRate: amount, maxAttempts: amount })),
});

export type PredictiveCampaign = z.infer<typeof predictiveCampaign>;

/** One campaign's address at the API, with what a refused question needs to be explained. */
export const aboutCampaign = (id: string, what: string): Pick<ApiRequest, 'what' | 'path'> => ({
  what,
  path: `/api/v2/outbound/campaigns/${encodeURIComponent(id)}`,
});

/** The campaign as it is now. */
export const readCampaign = (client: Client, id: string): Promise<PredictiveCampaign> =>
  client.ask({ ...aboutCampaign(id, `the campaign ${id}`), method: 'GET' }, predictiveCampaign);

/** The campaign with this id. The contract lists none, so that no name can be looked up: exit code 2 where there is none. */
export async function findCampaign(client: Client, id: string): Promise<Campaign> {
  try {
    return campaignOf(await readCampaign(client, id));
  } catch (error) {
    if (refusalBehind(error)?.status !== 404) throw error;
    throw usageFailure(
      `there is no campaign with the id ${id}`,
      'the summary contract does not list campaigns: name yours by its id, not by its name',
      error,
    );
  }
}

/** The campaign in the pipeline's terms. The contract knows predictive dialling only. */
export function campaignOf({
  id,
  name,
  dialingMode,
  campaignStatus,
  version,
  predictive,
}: PredictiveCampaign): Campaign {
  const { answerRate, dropRate, maxAttempts } = predictive ?? {};
  return {
    id,
    name: name ?? id,
    dialingMode: dialingMode ?? 'predictive',
    ...(campaignStatus == null ? {} : { status: campaignStatus }),
    ...(version == null ? {} : { version }),
    levers: {
      ...(answerRate == null ? {} : { answerRateFraction: answerRate }),
      ...(dropRate == null ? {} : { abandonRateFraction: dropRate }),
      ...(maxAttempts == null ? {} : { maxAttempts }),
    },
  };
}
