import * as z from 'zod/mini';
import { Failure } from '../../errors.ts';
import type { Client } from '../client.ts';
import type { Organisation } from '../contact-centre.ts';
import { refusalBehind } from '../outcome.ts';
import { NOT_RECORDED } from '../replay.ts';

const organisation = z.object({ id: z.string(), name: z.nullish(z.string()) });

/**
 * The organisation that the client belongs to. Undefined when the client may not know (403; no documented permission grants
 * it), when a gateway does not pass the question on (404), or when a recording is without it.
 */
export async function ownOrganisation(client: Client): Promise<Organisation | undefined> {
  try {
    const { id, name } = await client.ask(
      { what: 'the organisation', method: 'GET', path: '/api/v2/organizations/me' },
      organisation,
    );
    return name == null ? { id } : { id, name };
  } catch (error) {
    if (staysUnknown(error)) return undefined;
    throw error;
  }
}

function staysUnknown(error: unknown): boolean {
  const status = refusalBehind(error)?.status;
  return status === 403 || status === 404 || (error instanceof Failure && error.code === NOT_RECORDED);
}
