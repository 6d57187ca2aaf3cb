import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { ReceivedRequest } from './received-request.ts';
import type { Reply } from './reply.ts';

const PAGE_FOR_PEOPLE = '<!DOCTYPE html><html><head><title>Gateway</title></head><body>Please try again.</body></html>';

/** Puts a reply on the wire, hurt by the fault. Gives the status, or undefined when the connection was dropped unanswered. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  request: ReceivedRequest,
): Promise<number | undefined> {
  // Unreferenced: a delay must not keep a test run alive after its client has gone.
  if (fault?.kind === 'delay') await delay(fault.ms, undefined, { ref: false });
  if (fault?.kind === 'silence' && !response.destroyed) await once(response, 'close');
  if (response.destroyed) return undefined;
  if (fault?.kind === 'reset' || fault?.kind === 'cut') {
    response.socket?.resetAndDestroy();
    return undefined;
  }
  const { body, mediaType } = content(reply, fault, request);
  const half = body.subarray(0, Math.floor(body.length / 2));
  const sent = fault?.kind === 'truncated' || fault?.kind === 'invalid-json' ? half : body;
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Type': `${mediaType}; charset=UTF-8`,
    'Content-Length': fault?.kind === 'truncated' ? body.length : sent.length,
  });
  if (fault?.kind === 'truncated') response.write(sent, () => response.socket?.destroySoon());
  else response.end(sent);
  return reply.status;
}

function content(
  reply: Reply,
  fault: Fault | undefined,
  request: ReceivedRequest,
): { body: Buffer; mediaType: string } {
  if (fault?.kind === 'html') return { body: Buffer.from(PAGE_FOR_PEOPLE), mediaType: 'text/html' };
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  return {
    body: Buffer.from(fault?.kind === 'altered' ? fault.alter(text, request) : text),
    mediaType: 'application/json',
  };
}
