import type { Client } from '../client.ts';
import type { Workforce } from '../workforce.ts';
import { findSkill } from './find-skill.ts';
import { observedCapacity } from './observed-capacity.ts';
import { queueNow } from './queue-now.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';

/** The agents behind the published Genesys Cloud API. */
export const createPlatformWorkforce = (client: Client): Workforce => ({
  findSkill: (idOrName) => findSkill(client, idOrName),
  scheduled: (question) => scheduledCapacity(client, question),
  observed: (question) => observedCapacity(client, question),
  now: (queueId) => queueNow(client, queueId),
});
