import type { Queue } from '../../series/records.ts';
import type { Client } from '../client.ts';
import type { ContactCentre, VolumePart, VolumeQuestion } from '../contact-centre.ts';
import type { AggregateRoute } from './aggregate-parts.ts';
import { ownOrganisation } from './organisation.ts';
import { listQueues } from './queues.ts';
import { fetchVolumeParts, type VolumeProgress } from './volumes.ts';

/** The contact centre behind the published Genesys Cloud API. Without a route, the size of a question decides. */
export function createPlatform(
  client: Client,
  onProgress: (progress: VolumeProgress) => void = () => {},
  route?: AggregateRoute,
): ContactCentre {
  // Listed once per client, since names are needed with every question.
  let listed: Promise<readonly Queue[]> | undefined;
  const queues = async (): Promise<readonly Queue[]> => {
    listed ??= collected(listQueues(client));
    return listed;
  };
  async function* volumeParts(question: VolumeQuestion): AsyncGenerator<VolumePart> {
    const names = new Map((await queues()).map(({ id, name }) => [id, name]));
    yield* fetchVolumeParts(client, question, names, onProgress, route);
  }
  return {
    organisation: () => ownOrganisation(client),
    async *queues() {
      yield* await queues();
    },
    async *volumes(question) {
      for await (const { records } of volumeParts(question)) yield* records;
    },
    volumeParts,
  };
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
