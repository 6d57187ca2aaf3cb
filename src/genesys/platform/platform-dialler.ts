import type { Client } from '../client.ts';
import type { Dialler } from '../dialler.ts';
import { callableIntervals } from './callable-times.ts';
import { campaignActivity } from './campaign-activity.ts';
import { setLevers } from './campaign-levers.ts';
import { findCampaign, listCampaigns } from './campaigns.ts';
import { newestCalls } from './newest-calls.ts';
import { outboundHistory } from './outbound-history.ts';
import { outboundSettings } from './outbound-settings.ts';

/** The dialler behind the published Genesys Cloud API. */
export const createPlatformDialler = (client: Client): Dialler => ({
  campaigns: () => listCampaigns(client),
  findCampaign: (idOrName) => findCampaign(client, idOrName),
  settings: () => outboundSettings(client),
  activity: (campaignId) => campaignActivity(client, campaignId),
  callableIntervals: (setId, from, to) => callableIntervals(client, setId, from, to),
  outboundHistory: (question) => outboundHistory(client, question),
  newestCalls: (campaignId, from, to, most) => newestCalls(client, campaignId, from, to, most),
  setLevers: (campaignId, levers) => setLevers(client, campaignId, levers),
});
