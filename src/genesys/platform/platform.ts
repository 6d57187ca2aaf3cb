import type { Queue } from '../../series/records.ts';
import type { Client } from '../client.ts';
import type { ContactCentre } from '../contact-centre.ts';
import { listQueues } from './queues.ts';
import { fetchVolumes, type VolumeProgress } from './volumes.ts';

/** The contact centre behind the published Genesys Cloud API. */
export function createPlatform(
  client: Client,
  onProgress: (progress: VolumeProgress) => void = () => {},
): ContactCentre {
  // Listed once per client, since names are needed with every question.
  let listed: Promise<readonly Queue[]> | undefined;
  const queues = async (): Promise<readonly Queue[]> => {
    listed ??= collected(listQueues(client));
    return listed;
  };
  return {
    async *queues() {
      yield* await queues();
    },
    async *volumes(question) {
      const names = new Map((await queues()).map(({ id, name }) => [id, name]));
      yield* fetchVolumes(client, question, names, onProgress);
    },
  };
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
