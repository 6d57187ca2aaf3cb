import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Nameable } from '../details.ts';
import { pages } from '../pages.ts';

interface Listing {
  readonly what: string;
  readonly path: string;
  readonly pageSize: number;
  readonly permission?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** Page sizes that public programs use; only that of queues and users is known to go up to 500. */
const LISTINGS: Readonly<Record<Nameable, Listing>> = {
  queues: { what: 'the queues', path: '/api/v2/routing/queues', pageSize: 500, permission: 'routing:queue:view' },
  // History names agents who have left as well.
  users: { what: 'the users', path: '/api/v2/users', pageSize: 500, query: { state: 'any' } },
  wrapUpCodes: {
    what: 'the wrap-up codes',
    path: '/api/v2/routing/wrapupcodes',
    pageSize: 100,
    permission: 'routing:wrapupCode:view',
  },
  skills: { what: 'the skills', path: '/api/v2/routing/skills', pageSize: 100, permission: 'routing:skill:view' },
};

const named = z.object({ id: z.string(), name: z.string() });

/** Names by id, as far as the client may see them. */
export async function namesOf(client: Client, nameable: Nameable): Promise<Map<string, string>> {
  const { what, path, pageSize, permission, query } = LISTINGS[nameable];
  const request = {
    what,
    method: 'GET',
    path,
    query: { ...query, pageSize },
    ...(permission === undefined ? {} : { permission }),
  } as const;
  const names = new Map<string, string>();
  for await (const { id, name } of pages(client, request, named)) names.set(id, name);
  return names;
}
