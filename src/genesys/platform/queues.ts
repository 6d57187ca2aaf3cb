import * as z from 'zod/mini';
import type { Queue } from '../../series/records.ts';
import type { Client } from '../client.ts';
import { pages } from '../pages.ts';

const PAGE_SIZE = 500;

const queue = z.object({ id: z.string(), name: z.string() });

/** The queues in the divisions that the client may see, in the listing's order. */
export function listQueues(client: Client): AsyncIterable<Queue> {
  return pages(
    client,
    {
      what: 'the queues',
      method: 'GET',
      path: '/api/v2/routing/queues',
      query: { pageSize: PAGE_SIZE },
      permission: 'routing:queue:view',
    },
    queue,
  );
}
