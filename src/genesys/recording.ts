import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { rename, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AxiosAdapter, AxiosResponse } from 'axios';
import { usageFailure } from '../errors.ts';
import { TOKEN_PATH } from './auth.ts';
import {
  type Exchange,
  MANIFEST_FILE,
  type Manifest,
  RECORDING_FORMAT,
  type RecordedRequest,
  recordedRequestOf,
  requestKey,
} from './exchange.ts';
import { withoutPersonalData } from './personal-data.ts';
import type { Hosts } from './regions.ts';
import { systemErrorCode } from './system-error.ts';

/** Where to record, and what a replay should know. */
export interface RecordingPlan {
  /** A folder that does not exist yet, or is empty. */
  readonly directory: string;
  readonly toolVersion: string;
  readonly notes?: Readonly<Record<string, string>>;
}

/** Writes down every exchange with the API, without credentials and personal data. */
export interface Recorder {
  /** The same network, listened to. */
  around(network: AxiosAdapter): AxiosAdapter;
  /** Numbers the exchanges and puts the folder in its place. Until then there is only a folder that no replay takes. */
  finish(): Promise<void>;
}

interface Written {
  readonly request: RecordedRequest;
  readonly key: string;
  readonly file: string;
  /** What the file is called at the end, after its number. */
  readonly name: string;
}

/** Throws a usage Failure when the folder is taken. */
export function startRecording(plan: RecordingPlan, hosts: Hosts, nowMs: number): Recorder {
  const directory = resolve(plan.directory);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw usageFailure(`cannot record into ${plan.directory}: it is not empty`, NEW_FOLDER_HINT);
  }
  const aside = newFolderBeside(directory);
  const written: Written[] = [];

  return {
    around: (network) => async (config) => {
      const response = await network(config);
      if (config.url === TOKEN_PATH) return response;
      const request = recordedRequestOf(config);
      const exchange = exchangeOf(request, response);
      if (exchange === undefined) return response;
      const { bytes, ending } = fileContent(exchange);
      const file = join(aside, `${written.length}${ending}`);
      written.push({ request, key: requestKey(request), file, name: `${slugOf(request)}${ending}` });
      await writeFile(file, bytes);
      return response;
    },
    async finish() {
      // Requests run concurrently, so their order differs from run to run; equal ones are asked one after the other.
      const inOrder = written.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
      const exchanges: Manifest['exchanges'] = [];
      for (const [i, { request, file, name }] of inOrder.entries()) {
        const numbered = `${String(i + 1).padStart(4, '0')}-${name}`;
        await rename(file, join(aside, numbered));
        exchanges.push({ file: numbered, request });
      }
      const manifest: Manifest = {
        format: RECORDING_FORMAT,
        recordedAt: new Date(nowMs).toISOString(),
        ...hosts,
        toolVersion: plan.toolVersion,
        notes: { ...plan.notes },
        exchanges,
      };
      await writeFile(join(aside, MANIFEST_FILE), pretty(manifest));
      if (existsSync(directory)) await rmdir(directory);
      await rename(aside, directory);
    },
  };
}

const NEW_FOLDER_HINT = 'Name a folder that does not exist yet, in a place that you may write to.';

function newFolderBeside(directory: string): string {
  try {
    mkdirSync(dirname(directory), { recursive: true });
    return mkdtempSync(join(dirname(directory), `.${basename(directory)}.unfinished-`));
  } catch (error) {
    throw usageFailure(`cannot record into ${directory}: ${systemErrorCode(error) ?? error}`, NEW_FOLDER_HINT, error);
  }
}

/** What a replay needs of a refusal. The other headers, and all of an answer's, speak of one moment only. */
const REFUSAL_HEADERS = ['retry-after', 'inin-correlation-id'];

/** Undefined for a body that is no JSON: it is asked again anyway, and nobody can vouch for what it holds. */
function exchangeOf(request: RecordedRequest, response: AxiosResponse<unknown>): Exchange | undefined {
  const kept = response.status < 300 ? [] : REFUSAL_HEADERS;
  const headers = Object.entries(response.headers)
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => kept.includes(name));
  try {
    const body = withoutPersonalData(JSON.parse(String(response.data)), request.path);
    return { request, response: { status: response.status, headers: Object.fromEntries(headers), body } };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const PLAIN_TEXT_LIMIT_BYTES = 32 * 1024;

function fileContent(exchange: Exchange): { bytes: Uint8Array; ending: string } {
  const readable = pretty(exchange);
  if (readable.length <= PLAIN_TEXT_LIMIT_BYTES) return { bytes: Buffer.from(readable), ending: '.json' };
  const bytes = gzipSync(JSON.stringify(exchange), { level: 9 });
  // The tenth byte names the operating system: the same exchange is to give the same file everywhere.
  bytes[9] = 255;
  return { bytes, ending: '.json.gz' };
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const slugOf = ({ method, path }: RecordedRequest): string =>
  `${method}-${path.replace(/^\/api\/v2/, '')}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
