import { Failure, usageFailure } from '../../../errors.ts';
import { nestedPartitions, queueMediaRows } from '../../../genesys/summary/nested-partitions.ts';
import { readText } from '../../../store/bounded-input.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';
import type { FetchOptions } from './options.ts';
import { listQueueMedia } from './queue-media-listing.ts';

/**
 * `gcforecast fetch --from-json`: lists a saved answer that nests media types in queues. It has no intervals, so nothing of it
 * enters the local history. Returns the text for stdout.
 */
export const listSavedAnswer = async (source: string, options: FetchOptions, world: World): Promise<string> =>
  listQueueMedia(queueMediaRows(await savedAnswer(source, world)), options, world);

async function savedAnswer(source: string, world: World) {
  const text = await readText(inputPath(source, world), world.stdin);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw usageFailure(`${source} is not JSON`, 'give the answer as it was saved', error);
  }
  const answer = nestedPartitions.safeParse(content);
  if (answer.success) return answer.data;
  throw new Failure(`${source} is no answer with nested partitions: ${answer.error.issues[0]?.path.join('.')}`, {
    code: 'GCF-ANSWER',
    exitCode: 6,
    hint: 'it must hold `partitions` of queues, each with `entityId`, `partitions` of media types and `metrics`',
    cause: answer.error,
  });
}
