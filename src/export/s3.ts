import { createHash } from 'node:crypto';
import { createReadStream, openSync } from 'node:fs';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { Agent, get as getHttps } from 'node:https';
import { Failure, usageFailure } from '../errors.ts';
import type { ReportFile } from './report-file.ts';
import { isPassing, s3Failure } from './s3-failure.ts';

/** How to reach a bucket. Without keys the credential chain of AWS holds: profiles, single sign-on, roles. */
export interface S3Settings {
  readonly bucket: string;
  /** Another service than AWS that speaks S3. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  /** Encryption at rest that is asked for besides what the bucket does by itself. */
  readonly encryption?: 'AES256' | 'aws:kms';
  readonly linkSeconds: number;
  /** Proxy for https, with user name and password where it wants them. */
  readonly proxyUrl?: string;
  /** Certificate authorities to trust besides the built-in ones. */
  readonly caPem?: string;
}

/** A link that lets its holder read one object. */
interface S3Link {
  readonly url: string;
  /** When it ends, milliseconds since 1970: with its life, or with the credentials that signed it where those end sooner. */
  readonly expiresAtMs: number;
  /** Set when it does not last as long as was asked, or may not. */
  readonly warning?: string;
}

export interface Bucket {
  /** Puts a file there, in place of an older one, with a hash that the service checks. */
  upload(path: string, key: string, file: ReportFile): Promise<void>;
  /** A link to an object, after fetching it once: what the holder will get is what was uploaded. */
  link(key: string, file: ReportFile): Promise<S3Link>;
  close(): void;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** The largest object that one request may hold. */
const LARGEST_BYTES = 5 * 2 ** 30;

/** The package writes to the console unless it is given where else to write. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

const TIMEOUT_MS = 60_000;
const PAUSES_MS = [1000, 4000];

/**
 * Opens a bucket. `sleep` waits between attempts. Everything fails with a Failure that says what to do: exit code 2 for a
 * bucket that is not there, 3 for credentials and permissions, 4 for a service that does not answer.
 */
export async function openBucket(
  settings: S3Settings,
  sleep: (ms: number) => Promise<void>,
  signal: AbortSignal,
): Promise<Bucket> {
  // The package tells on stderr when it will stop to support this version of Node, unless it is told not to.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { S3Client, PutObjectCommand, GetObjectCommand, getSignedUrl } = await import('./aws-sdk.ts');
  const agent = await agentOf(settings);
  const client = new S3Client({
    ...(settings.region === undefined ? {} : { region: settings.region }),
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint, forcePathStyle: true }),
    ...(settings.keys === undefined ? {} : { credentials: settings.keys }),
    requestHandler: {
      connectionTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      httpsAgent: agent,
    },
    // A stream cannot be sent twice: attempts are counted here, each with a stream of its own.
    maxAttempts: 1,
    logger: SILENT,
  });
  const { bucket, linkSeconds } = settings;

  const attempted = async <T>(what: string, attempt: () => Promise<T>): Promise<T> => {
    for (const pauseMs of [...PAUSES_MS, undefined]) {
      signal.throwIfAborted();
      try {
        return await attempt();
      } catch (error) {
        signal.throwIfAborted();
        if (pauseMs === undefined || !isPassing(error)) throw s3Failure(error, what);
        await sleep(pauseMs);
      }
    }
    throw new Error('no attempt was made');
  };

  return {
    async upload(path, key, file) {
      if (file.bytes > LARGEST_BYTES) {
        throw usageFailure(`${file.path} is larger than the 5 GiB of one upload`, 'report a shorter period');
      }
      await attempted(`cannot upload ${file.path} to s3://${bucket}/${key}`, async () => {
        // Opened at once: what opens late may find the file gone when the service has refused already, with nobody left to tell.
        const body = createReadStream(path, { fd: openSync(path, 'r') });
        const command = new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: body,
          ContentLength: file.bytes,
          ContentType: CONTENT_TYPES[file.path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
          ChecksumSHA256: Buffer.from(file.sha256, 'hex').toString('base64'),
          ...(settings.encryption === undefined ? {} : { ServerSideEncryption: settings.encryption }),
        });
        // The hash becomes part of the signature, so that nobody on the way can change the content.
        command.middlewareStack.add(
          (next) => (sent) => {
            const { request } = sent as { request: { headers: Record<string, string> } };
            request.headers['x-amz-content-sha256'] = file.sha256;
            return next(sent);
          },
          { step: 'build', name: 'signedContentHash' },
        );
        try {
          await client.send(command, { abortSignal: signal });
        } finally {
          // What was refused was perhaps not read.
          body.destroy();
        }
      });
    },
    async link(key, file) {
      const what = `cannot make a link to s3://${bucket}/${key}`;
      const { url, credentials } = await attempted(what, async () => ({
        url: await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: linkSeconds }),
        credentials: await client.config.credentials(),
      }));
      await attempted(`${what} that works`, () => requireContent(url, file, agent, signal));
      return lifeOf(url, linkSeconds, credentials);
    },
    close: () => client.destroy(),
  };
}

/** Says outright that certificates are checked, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch that off. */
async function agentOf({ proxyUrl, caPem }: S3Settings): Promise<Agent> {
  const trust = { rejectUnauthorized: true, ...(caPem === undefined ? {} : { ca: await authoritiesWith(caPem) }) };
  if (proxyUrl === undefined) return new Agent({ keepAlive: true, ...trust });
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(proxyUrl, trust);
  // What is given above holds for the way to the proxy only; these are the options of what is tunnelled.
  Object.assign(agent.options, trust);
  return agent;
}

async function authoritiesWith(pem: string): Promise<string[]> {
  const { rootCertificates } = await import('node:tls');
  return [...rootCertificates, pem];
}

/** When a link ends. Its time of signing stands in it. */
function lifeOf(
  url: string,
  linkSeconds: number,
  { expiration, sessionToken }: { readonly expiration?: Date; readonly sessionToken?: string },
): S3Link {
  const signed = new URL(url).searchParams.get('X-Amz-Date') ?? '';
  const signedAtMs = Date.parse(signed.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const expiresAtMs = signedAtMs + linkSeconds * 1000;
  if (expiration !== undefined && expiration.getTime() < expiresAtMs) {
    return {
      url,
      expiresAtMs: expiration.getTime(),
      warning:
        'links end with the credentials that signed them, sooner than --expires says: sign with keys that last longer',
    };
  }
  if (sessionToken === undefined || expiration !== undefined) return { url, expiresAtMs };
  return {
    url,
    expiresAtMs,
    warning: 'links are signed by temporary credentials and end with them, perhaps sooner than --expires says',
  };
}

/** Fetches a link as its holder would, and fails unless it gives the file. */
async function requireContent(url: string, file: ReportFile, agent: Agent, signal: AbortSignal): Promise<void> {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = url.startsWith('https:')
      ? getHttps(url, { signal, timeout: TIMEOUT_MS, agent }, resolve)
      : getHttp(url, { signal, timeout: TIMEOUT_MS }, resolve);
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asked.on('error', reject);
  });
  const hash = createHash('sha256');
  for await (const chunk of reply) hash.update(chunk);
  const status = reply.statusCode ?? 0;
  if (status >= 300) {
    const name = status === 403 ? 'AccessDenied' : 'LinkRefused';
    throw Object.assign(new Error('the link is refused'), { name, $metadata: { httpStatusCode: status } });
  }
  if (hash.digest('hex') === file.sha256) return;
  throw new Failure(`the link to ${file.path} gives other content than was uploaded`, {
    code: 'GCF-S3',
    exitCode: 6,
    hint: 'something between this machine and the bucket changes files, or another run has written the same key: run again',
  });
}
