import type { Client } from '../client.ts';
import type { Routing } from '../routing.ts';
import { agentPresence } from './agent-presence.ts';
import { agentSkills, removeSkill, setSkills } from './agent-skills.ts';
import { agentWork } from './agent-work.ts';
import { routingSetup } from './routing-setup.ts';
import { skillDemand } from './skill-demand.ts';

/** The routing behind the published Genesys Cloud API. */
export const createPlatformRouting = (client: Client): Routing => ({
  setup: (queueIds) => routingSetup(client, queueIds),
  demand: (question) => skillDemand(client, question),
  work: (question) => agentWork(client, question),
  presence: (question) => agentPresence(client, question),
  agentSkills: (agentId) => agentSkills(client, agentId),
  setSkills: (agentId, settings) => setSkills(client, agentId, settings),
  removeSkill: (agentId, skillId) => removeSkill(client, agentId, skillId),
});
