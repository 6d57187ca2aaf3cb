import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { CampaignActivity } from '../dialler.ts';
import { aboutCampaign } from './campaigns.ts';

const amount = z.nullish(z.number().check(z.nonnegative()));

const stats = z.object({
  contactRate: z.nullish(z.object({ attempts: amount, connects: amount })),
  idleAgents: amount,
  effectiveIdleAgents: amount,
  adjustedCallsPerAgent: amount,
  outstandingCalls: amount,
  scheduledCalls: amount,
  linesUtilization: z.nullish(z.object({ assignedOutboundLines: amount, totalAvailableOutboundLines: amount })),
});

/** What the campaign is doing now. */
export async function campaignActivity(client: Client, campaignId: string): Promise<CampaignActivity> {
  const { path, ...about } = aboutCampaign(campaignId, `the statistics of the campaign ${campaignId}`);
  const reply = await client.ask({ ...about, path: `${path}/stats`, method: 'GET' }, stats);
  return told({
    attempts: reply.contactRate?.attempts,
    connects: reply.contactRate?.connects,
    idleAgents: reply.idleAgents,
    effectiveIdleAgents: reply.effectiveIdleAgents,
    adjustedCallsPerAgent: reply.adjustedCallsPerAgent,
    outstandingCalls: reply.outstandingCalls,
    scheduledCalls: reply.scheduledCalls,
    linesAssigned: reply.linesUtilization?.assignedOutboundLines,
    linesAvailable: reply.linesUtilization?.totalAvailableOutboundLines,
  });
}

const told = (fields: Readonly<Record<keyof CampaignActivity, number | null | undefined>>): CampaignActivity =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
