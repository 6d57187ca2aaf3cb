import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface ReceivedRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly text: string;
  /** Parsed when it was JSON, text when not, undefined when empty. */
  readonly body: unknown;
  /** What was answered; undefined when the connection was dropped instead. */
  status: number | undefined;
}

/** Reads a request to its end. */
export async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    text,
    body: parsedBody(text, request.headers['content-type']),
    status: undefined,
  };
}

/** A body of another media type than JSON, which no operation of the API host takes; empty when all is well. */
export function mediaTypeViolations({ text, headers }: ReceivedRequest): string[] {
  const contentType = headers['content-type'];
  return text === '' || isJson(contentType) ? [] : [`content type ${contentType} instead of application/json`];
}

function parsedBody(text: string, contentType: string | undefined): unknown {
  if (text === '') return undefined;
  if (!isJson(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // The contract check then finds a string where an object belongs.
    return text;
  }
}

const isJson = (contentType: string | undefined): boolean => /^application\/json\b/i.test(contentType ?? '');
