import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { refusalBehind } from '../outcome.ts';

const organisation = z.object({ id: z.string(), name: z.nullish(z.string()) });

/** A customer's organisation in Genesys Cloud. */
export interface Organisation {
  readonly id: string;
  readonly name?: string;
}

/**
 * The organisation that the client belongs to. Undefined when the client may not know: no documented permission grants it,
 * so then host and client id have to tell organisations apart.
 */
export async function ownOrganisation(client: Client): Promise<Organisation | undefined> {
  try {
    const { id, name } = await client.ask(
      { what: 'the organisation', method: 'GET', path: '/api/v2/organizations/me' },
      organisation,
    );
    return name == null ? { id } : { id, name };
  } catch (error) {
    if (refusalBehind(error)?.status === 403) return undefined;
    throw error;
  }
}
