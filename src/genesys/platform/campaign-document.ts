import * as z from 'zod/mini';
import type { Campaign, CampaignLevers } from '../dialler.ts';

const reference = z.nullish(z.looseObject({ id: z.nullish(z.string()) }));
const amount = z.nullish(z.number().check(z.nonnegative()));

/** A campaign as the API has it, with every field that it came with: an update has to give back all of them. */
export const campaignDocument = z.looseObject({
  id: z.string(),
  name: z.string(),
  version: amount,
  dialingMode: z.string(),
  campaignStatus: z.nullish(z.string()),
  queue: reference,
  callableTimeSet: reference,
  maxCallsPerAgent: amount,
  maxCallsPerAgentDecimal: amount,
  /** A percentage. */
  abandonRate: z.nullish(z.number().check(z.minimum(0), z.maximum(100))),
  outboundLineCount: amount,
  dynamicLineBalancingSettings: z.nullish(z.looseObject({ enabled: z.nullish(z.boolean()), relativeWeight: amount })),
});

export type CampaignDocument = z.infer<typeof campaignDocument>;

/** The campaign in the pipeline's terms. */
export function campaignOf(document: CampaignDocument): Campaign {
  return {
    id: document.id,
    name: document.name,
    dialingMode: document.dialingMode,
    ...(document.campaignStatus == null ? {} : { status: document.campaignStatus }),
    ...(document.version == null ? {} : { version: document.version }),
    levers: leversOf(document),
    ...(document.callableTimeSet?.id == null ? {} : { callableTimeSetId: document.callableTimeSet.id }),
  };
}

function leversOf(document: CampaignDocument): CampaignLevers {
  const maxCallsPerAgent = document.maxCallsPerAgentDecimal ?? document.maxCallsPerAgent;
  const balancing = document.dynamicLineBalancingSettings;
  const relativeWeight = balancing?.relativeWeight;
  return {
    ...(maxCallsPerAgent == null ? {} : { maxCallsPerAgent }),
    ...(document.abandonRate == null ? {} : { abandonRateFraction: fractionOf(document.abandonRate) }),
    ...(document.outboundLineCount == null ? {} : { outboundLineCount: document.outboundLineCount }),
    ...(balancing?.enabled == null
      ? {}
      : {
          dynamicLineBalancing: { enabled: balancing.enabled, ...(relativeWeight == null ? {} : { relativeWeight }) },
        }),
    ...(document.queue?.id == null ? {} : { queueId: document.queue.id }),
  };
}

/** What the API calls a rate is a percentage: 3.0 is 3 %. Both ways give the shortest number again: 0.07 is 7, not 7.000000000000001. */
export const percentOf = (fraction: number): number => Number((fraction * 100).toPrecision(14));

const fractionOf = (percent: number): number => Number((percent / 100).toPrecision(14));
