import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type KeyPair, refusalOf } from './signature-v4.ts';

export interface S3ServerOptions {
  readonly keys: KeyPair;
  readonly buckets: readonly string[];
  /** Epoch milliseconds; the machine's clock when absent. */
  readonly clock?: () => number;
  /** Keys of permissions that the bucket denies: `s3:PutObject`, `s3:GetObject`. */
  readonly denied?: readonly string[];
}

interface StoredObject {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface S3Server {
  readonly endpoint: string;
  /** By bucket and key: `reports/voice/2026-01-05/report.csv`. */
  readonly objects: ReadonlyMap<string, StoredObject>;
  /** `PUT /reports/a.csv 200`, in order of arrival. */
  readonly log: readonly string[];
  /** The next requests are answered by these statuses instead. */
  fail(...statuses: number[]): void;
  close(): Promise<void>;
}

/** An S3 with path-style addresses on 127.0.0.1 that puts and gets objects in memory, and checks every signature and every hash. */
export async function startS3Server({
  keys,
  buckets,
  clock = Date.now,
  denied = [],
}: S3ServerOptions): Promise<S3Server> {
  const objects = new Map<string, StoredObject>();
  const log: string[] = [];
  const faults: number[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const body = await bodyOf(request);
    const reply = replyTo(request, url, body);
    log.push(`${request.method} ${url.pathname} ${reply.status}`);
    const sent = Buffer.from(reply.body ?? '');
    response.writeHead(reply.status, {
      'x-amz-request-id': randomBytes(8).toString('hex'),
      'content-length': sent.length,
      ...reply.headers,
    });
    response.end(sent);
  };

  const replyTo = (request: IncomingMessage, url: URL, body: Buffer): Reply => {
    const fault = faults.shift();
    if (fault !== undefined) return refused(fault, fault === 503 ? 'SlowDown' : 'InternalError');
    const refusal = refusalOf({ method: request.method ?? '', url, headers: request.headers }, keys, clock());
    if (refusal !== undefined) return refused(403, refusal);
    const [, bucket = '', ...parts] = url.pathname.split('/').map(decodeURIComponent);
    if (!buckets.includes(bucket)) return refused(404, 'NoSuchBucket');
    const permission = request.method === 'PUT' ? 's3:PutObject' : 's3:GetObject';
    if (denied.includes(permission)) return refused(403, 'AccessDenied');
    const name = [bucket, ...parts].join('/');
    if (request.method === 'PUT') return put(name, request, body);
    return request.method === 'GET' ? get(name) : refused(405, 'MethodNotAllowed');
  };

  const put = (name: string, { headers }: IncomingMessage, body: Buffer): Reply => {
    const hash = createHash('sha256').update(body);
    if (headers['x-amz-content-sha256'] !== hash.copy().digest('hex')) return refused(400, 'XAmzContentSHA256Mismatch');
    const checksum = headers['x-amz-checksum-sha256'];
    if (checksum !== undefined && checksum !== hash.digest('base64')) return refused(400, 'BadDigest');
    objects.set(name, { body, headers });
    return { status: 200, headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } };
  };

  const get = (name: string): Reply => {
    const found = objects.get(name);
    if (found === undefined) return refused(404, 'NoSuchKey');
    return { status: 200, body: found.body, headers: { 'content-type': String(found.headers['content-type']) } };
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    log,
    fail: (...statuses) => void faults.push(...statuses),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

interface Reply {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const refused = (status: number, code: string): Reply => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  headers: { 'content-type': 'application/xml' },
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
