import type { InternalAxiosRequestConfig } from 'axios';
import * as z from 'zod/mini';
import { canonicalJson } from './canonical-json.ts';
import { withoutPersonalData } from './personal-data.ts';

/** Version of the layout below; a folder with a newer one is refused. */
export const RECORDING_FORMAT = 1;

/** The file that makes a folder of exchanges a finished recording: it is written last. */
export const MANIFEST_FILE = 'recording.json';

const recordedRequest = z.object({
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  body: z.optional(z.unknown()),
});

export const manifest = z.object({
  format: z.literal(RECORDING_FORMAT),
  /** When the recording began; a replay takes it for the present. */
  recordedAt: z.iso.datetime(),
  apiUrl: z.string(),
  loginUrl: z.string(),
  /** Version of the program that recorded. */
  toolVersion: z.string(),
  /** What a replay should be told again, such as the time zone. */
  notes: z.record(z.string(), z.string()),
  /** The index: what was asked, and the file that has the reply. So a replay reads only what it needs. */
  exchanges: z.array(z.object({ file: z.string(), request: recordedRequest })),
});

export type Manifest = z.infer<typeof manifest>;

export type RecordedRequest = z.infer<typeof recordedRequest>;

/** One request and its reply: a file of a recording. */
export const exchange = z.object({
  request: recordedRequest,
  response: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
});

export type Exchange = z.infer<typeof exchange>;

/** A request as recordings know it: without host, headers and personal data, with the query in order. */
export function recordedRequestOf(config: InternalAxiosRequestConfig): RecordedRequest {
  const path = config.url ?? '';
  const query = Object.entries<unknown>(config.params ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const request = {
    method: (config.method ?? 'get').toUpperCase(),
    path,
    query: Object.fromEntries(query),
    ...(config.data === undefined ? {} : { body: JSON.parse(String(config.data)) }),
  };
  return recordedRequest.parse(withoutPersonalData(request, path));
}

/** Equal for equal requests; orders them by path, then by query and body. */
export const requestKey = ({ method, path, query, body }: RecordedRequest): string =>
  `${path} ${method} ${canonicalJson(query)} ${canonicalJson(body ?? null)}`;
