import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Prepared {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** Where the part of ids stands in which copies differ. */
  readonly idPlaces: readonly number[];
  /** On pages of results that are not the last. */
  readonly cursor?: string;
}

/** A client that believes these waits for no minute to pass. */
const NO_LIMIT = { 'inin-ratelimit-allowed': '1000000', 'inin-ratelimit-count': '1', 'inin-ratelimit-reset': '60' };

/** What ids of made-up conversations begin with. */
const ID_START = '"c0ffee00-';

/**
 * A server before `origin` that asks it every question once and afterwards answers from memory, so that what it costs to make
 * up an answer is not part of what is measured. Each page of a job's results comes `copies` times, each time with other ids.
 * Returns its own origin on 127.0.0.1.
 */
export async function startPreparedServer(origin: string, copies: number): Promise<string> {
  const answers = new Map<string, Prepared>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await textOf(request);
    const url = new URL(request.url ?? '/', origin);
    const [cursor = '', copy = '0'] = (url.searchParams.get('cursor') ?? '').split('~');
    if (cursor !== '') url.searchParams.set('cursor', cursor);
    else url.searchParams.delete('cursor');
    const question = `${request.method} ${url.pathname}${url.search}\n${sent}`;
    const prepared = answers.get(question) ?? (await asked(url, request, sent));
    answers.set(question, prepared);
    const isPage = /\/jobs\/.*\/results$/.test(url.pathname);
    const body = isPage ? copyOf(prepared, cursor, Number(copy), copies) : prepared.body;
    response.writeHead(prepared.status, { ...NO_LIMIT, 'Content-Type': prepared.contentType });
    response.end(prepared.status === 204 ? undefined : body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function asked(url: URL, { method = 'GET', headers }: IncomingMessage, sent: string): Promise<Prepared> {
  const { authorization = '', 'content-type': sentType } = headers;
  const reply = await fetch(url, {
    method,
    headers: { authorization, ...(sentType === undefined ? {} : { 'content-type': sentType }) },
    ...(sent === '' ? {} : { body: sent }),
  });
  const { status } = reply;
  const contentType = reply.headers.get('content-type') ?? 'application/json';
  const text = await reply.text();
  const cursor = /,"cursor":"([^"]*)"/.exec(text)?.[1];
  const body = Buffer.from(text.replace(/,"cursor":"[^"]*"/, ''));
  const idPlaces = [...text.matchAll(new RegExp(ID_START, 'g'))].map(({ index }) => index + 1);
  return { status, contentType, body, idPlaces, ...(cursor === undefined ? {} : { cursor }) };
}

/** A page with the ids of one copy, which leads to the next copy or, after the last one, to the next page. */
function copyOf({ body, idPlaces, cursor }: Prepared, own: string, copy: number, copies: number): Buffer {
  const next = copy + 1 < copies ? `${own}~${copy + 1}` : cursor;
  const end = next === undefined ? '}' : `,"cursor":"${next}"}`;
  const page = Buffer.concat([body.subarray(0, -1), Buffer.from(end)]);
  const id = copy.toString(16).padStart(8, '0');
  for (const place of idPlaces) page.write(id, place, 'latin1');
  return page;
}
