import type { Client } from '../client.ts';
import type { Dialler } from '../dialler.ts';
import type { Workforce } from '../workforce.ts';
import { agentForecast } from './agent-forecast.ts';
import { outboundHours } from './outbound-hours.ts';
import { findCampaign } from './predictive-campaign.ts';
import { setPredictiveLevers } from './predictive-levers.ts';
import { untold } from './untold.ts';

/** The dialler behind the contract of summaries, which knows campaigns by id, and their calls and answers. */
export const createSummaryDialler = (client: Client): Dialler => ({
  campaigns: () => {
    throw untold('which campaigns there are');
  },
  findCampaign: (id) => findCampaign(client, id),
  settings: async () => {
    throw untold('the settings of all campaigns');
  },
  activity: async () => {
    throw untold('what a campaign is doing now');
  },
  callableIntervals: async () => {
    throw untold('when a campaign may call');
  },
  outboundHistory: (question) => outboundHours(client, question),
  newestCalls: async () => {
    throw untold('single calls of a campaign');
  },
  setLevers: (campaignId, levers) => setPredictiveLevers(client, campaignId, levers),
});

/** The agents behind the contract of summaries, which knows how many are forecast by skill. */
export const createSummaryWorkforce = (client: Client): Workforce => ({
  // This contract lists no skills: what it is asked for by, it is asked for by as given.
  findSkill: async (idOrName) => ({ id: idOrName, name: idOrName }),
  scheduled: (question) => agentForecast(client, question),
  observed: async () => {
    throw untold('how long agents were on queue');
  },
  now: async () => {
    throw untold('what agents are doing now');
  },
});
