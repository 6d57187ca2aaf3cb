import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';

interface Prepared {
  readonly status: number;
  readonly contentType: string;
  readonly gzipped: Buffer;
}

/** A client that believes these waits for no minute to pass. */
const NO_LIMIT = { 'inin-ratelimit-allowed': '1000000', 'inin-ratelimit-count': '1', 'inin-ratelimit-reset': '60' };

/**
 * A server before `origin` that asks it every question once and afterwards answers from memory, so that what it costs to make
 * up an answer is not part of what is measured. Returns its own origin on 127.0.0.1.
 */
export async function startPreparedServer(origin: string): Promise<string> {
  const answers = new Map<string, Prepared>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const question = `${request.method} ${request.url}\n${body}`;
    const prepared = answers.get(question) ?? (await asked(origin, request, body));
    answers.set(question, prepared);
    const { status, contentType, gzipped } = prepared;
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding']));
    const encoding = takesGzip ? { 'Content-Encoding': 'gzip' } : {};
    const isEmpty = status === 204;
    response.writeHead(status, isEmpty ? NO_LIMIT : { ...NO_LIMIT, ...encoding, 'Content-Type': contentType });
    response.end(isEmpty ? undefined : takesGzip ? gzipped : gunzipSync(gzipped));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function asked(
  origin: string,
  { method = 'GET', url, headers }: IncomingMessage,
  body: string,
): Promise<Prepared> {
  const { authorization = '', 'content-type': contentType } = headers;
  const reply = await fetch(`${origin}${url}`, {
    method,
    headers: { authorization, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    ...(body === '' ? {} : { body }),
  });
  return {
    status: reply.status,
    contentType: reply.headers.get('content-type') ?? 'application/json',
    gzipped: gzipSync(Buffer.from(await reply.arrayBuffer()), { level: 1 }),
  };
}
