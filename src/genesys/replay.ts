import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AxiosAdapter } from 'axios';
import * as z from 'zod/mini';
import { Failure } from '../errors.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import {
  type Exchange,
  exchange,
  MANIFEST_FILE,
  type Manifest,
  manifest,
  RECORDING_FORMAT,
  type RecordedRequest,
  recordedRequestOf,
  requestKey,
} from './exchange.ts';
import type { Hosts } from './regions.ts';

/** A recording that answers instead of the network. */
export interface Replay extends Hosts {
  /** When the recording began: the present for everything that is computed from it. */
  readonly recordedAt: EpochSeconds;
  readonly notes: Readonly<Record<string, string>>;
  /** Answers recorded requests: the same one in the recorded order, the last answer again and again. */
  readonly adapter: AxiosAdapter;
}

interface Recorded {
  readonly request: RecordedRequest;
  readonly file: string;
}

/** Code of the Failure for a request that a recording does not hold. */
export const NOT_RECORDED = 'GCF-NOT-RECORDED';

/** Opens a finished recording. Throws a Failure (exit code 2) for an interrupted, damaged or newer one. */
export async function openReplay(directory: string): Promise<Replay> {
  const { recordedAt, apiUrl, loginUrl, notes, exchanges } = await readManifest(directory);
  const there = new Set(await readdir(directory));
  const missing = exchanges.filter(({ file }) => !there.has(file));
  if (missing.length > 0) {
    throw damaged(directory, `${missing.length} of ${exchanges.length} exchanges are not there`);
  }
  const recorded = exchanges.map(({ file, request }) => ({ request, file: join(directory, file) }));
  return { recordedAt: Date.parse(recordedAt) / 1000, apiUrl, loginUrl, notes, adapter: replayAdapter(recorded) };
}

/** Replies are read when they are asked for, since a recording may be larger than memory should hold. */
function replayAdapter(recorded: readonly Recorded[]): AxiosAdapter {
  const remaining = new Map<string, Recorded[]>();
  for (const one of recorded) {
    const key = requestKey(one.request);
    remaining.set(key, [...(remaining.get(key) ?? []), one]);
  }
  return async (config) => {
    const request = recordedRequestOf(config);
    const answers = remaining.get(requestKey(request)) ?? [];
    const [next] = answers;
    if (next === undefined) throw notRecorded(request, recorded);
    if (answers.length > 1) answers.shift();
    const { status, headers, body } = (await readExchange(next.file)).response;
    return { status, statusText: '', headers, data: JSON.stringify(body), config };
  };
}

async function readManifest(directory: string): Promise<Manifest> {
  const file = join(directory, MANIFEST_FILE);
  if (!existsSync(file)) {
    throw existsSync(directory)
      ? damaged(directory, `it has no ${MANIFEST_FILE}: the run that made it was interrupted`)
      : replayFailure(`there is no recording ${directory}`, 'Check the path given to --replay.');
  }
  const content = await readJson(file);
  const { data: version } = z.object({ format: z.number() }).safeParse(content);
  if (version !== undefined && version.format > RECORDING_FORMAT) {
    throw replayFailure(
      `the recording ${directory} has format ${version.format}, this program knows ${RECORDING_FORMAT}`,
      'Replay it with a newer gcforecast.',
    );
  }
  return checked(manifest, content, file);
}

const readExchange = async (file: string): Promise<Exchange> => checked(exchange, await readJson(file), file);

async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file);
  try {
    return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
}

function checked<T>(schema: z.ZodMiniType<T>, content: unknown, file: string): T {
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw damaged(file, `${issue?.path.join('.')}: ${issue?.message}`);
}

const replayFailure = (message: string, hint: string, code = 'GCF-REPLAY'): Failure =>
  new Failure(message, { code, exitCode: 2, hint });

const damaged = (place: string, problem: string): Failure =>
  replayFailure(`the recording ${place} cannot be replayed: ${problem}`, 'Record again with --record.');

function notRecorded(request: RecordedRequest, recorded: readonly Recorded[]): Failure {
  const asked = `${request.method} ${request.path}`;
  const alike = recorded
    .map((one) => one.request)
    .filter(({ method, path }) => method === request.method && path === request.path)
    .map((one) => differences(request, one))
    .sort((a, b) => a.length - b.length);
  const [nearest] = alike;
  const known =
    [...new Set(recorded.map((one) => `${one.request.method} ${one.request.path}`))].join(', ') || 'nothing';
  const detail =
    nearest === undefined ? `it holds only ${known}` : `the nearest one differs in ${nearest.slice(0, 3).join('; ')}`;
  return replayFailure(
    `the recording has no answer to ${asked}: ${detail}`,
    'Ask for exactly what was recorded (same range, queues, time zone and --as-of), or record again with --record.',
    NOT_RECORDED,
  );
}

/** What differs, in words, one part per value. */
function differences(asked: RecordedRequest, recorded: RecordedRequest): string[] {
  const [a, b] = [leaves(asked, ''), leaves(recorded, '')];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((place) => a.get(place) !== b.get(place))
    .map((place) => `${place}: asked ${a.get(place) ?? 'nothing'}, recorded ${b.get(place) ?? 'nothing'}`);
}

function leaves(value: unknown, place: string): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[place, String(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, part]) => [...leaves(part, place === '' ? key : `${place}.${key}`)]),
  );
}
