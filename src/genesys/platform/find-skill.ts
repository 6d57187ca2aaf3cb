import { usageFailure } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import type { RoutingSkill } from '../../series/routing-records.ts';
import type { Client } from '../client.ts';
import { namesOf } from './names.ts';

/** The skill with this id or this exact name; skills have no name twice. Fails with exit code 2 when there is none. */
export async function findSkill(client: Client, idOrName: string): Promise<RoutingSkill> {
  const names = await namesOf(client, 'skills');
  const found = Array.from(names, ([id, name]) => ({ id, name })).find(
    ({ id, name }) => id === idOrName || name === idOrName,
  );
  if (found !== undefined) return found;
  const nearest = nearestName(idOrName, [...names.values()]);
  throw usageFailure(
    `there is no skill '${idOrName}'`,
    nearest === undefined ? `The client may see ${names.size} skills.` : `Did you mean '${nearest}'?`,
  );
}
