import { usageFailure } from '../../../errors.ts';
import type { SeriesKey } from '../../../series/records.ts';

/** One of `of` shares of the work, counted from 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

const MOST_SHARDS = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads `<i>/<n>`, or for `auto` what the batch system that runs this process says. Fails with exit code 2. */
export function readShard(text: string, env: Environment): Shard {
  return text === 'auto' ? shardOfArrayJob(env) : explicitShard(text);
}

function explicitShard(text: string): Shard {
  const [, index, of] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  if (index === undefined || of === undefined) {
    throw usageFailure(`--shard ${text} cannot be read`, 'write --shard 0/4 to --shard 3/4 for four shares, or auto');
  }
  return checked(Number(index), Number(of), `--shard ${text}`);
}

function shardOfArrayJob(env: Environment): Shard {
  if (env['JOB_COMPLETION_INDEX'] !== undefined) {
    return shardOfVariables(env, 'JOB_COMPLETION_INDEX', 'GCFORECAST_SHARD_COUNT');
  }
  if (env['AWS_BATCH_JOB_ARRAY_INDEX'] !== undefined) {
    return shardOfVariables(env, 'AWS_BATCH_JOB_ARRAY_INDEX', 'AWS_BATCH_JOB_ARRAY_SIZE');
  }
  if (env['SLURM_ARRAY_TASK_ID'] !== undefined) {
    return shardOfVariables(env, 'SLURM_ARRAY_TASK_ID', 'SLURM_ARRAY_TASK_COUNT', 'SLURM_ARRAY_TASK_MIN');
  }
  throw usageFailure(
    '--shard auto: this is no array job of Kubernetes, AWS Batch or Slurm',
    'write the share out, as in --shard 0/4',
  );
}

function shardOfVariables(env: Environment, index: string, count: string, first?: string): Shard {
  const firstIndex = first === undefined ? 0 : wholeNumber(env, first);
  return checked(wholeNumber(env, index) - firstIndex, wholeNumber(env, count), `${index} and ${count}`);
}

function wholeNumber(env: Environment, name: string): number {
  const text = env[name];
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
  throw usageFailure(
    text === undefined ? `--shard auto: ${name} is not set` : `--shard auto: ${name} is no whole number: ${text}`,
    `set ${name}, or write the share out, as in --shard 0/4`,
  );
}

function checked(index: number, of: number, origin: string): Shard {
  if (of >= 1 && of <= MOST_SHARDS && index >= 0 && index < of) return { index, of };
  throw usageFailure(
    `${origin}: there is no share ${index} of ${of}`,
    `shares are counted from 0 without gaps, and there are at most ${MOST_SHARDS}`,
  );
}

/**
 * Which of `of` shares a series belongs to: the 32-bit FNV-1a hash of its identity modulo `of`. The identity is the queue's
 * id (its name where there is no id), a line feed, and the media type, in UTF-8. So a share depends neither on the other
 * series, nor on their order, nor on a queue that is renamed.
 */
export const shardOf = ({ queueId, queueName, mediaType }: SeriesKey, of: number): number =>
  fnv1a32(`${queueId ?? queueName ?? ''}\n${mediaType ?? ''}`) % of;

/** Fowler, Noll and Vo's hash 1a of a text in UTF-8, 32 bits. */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
