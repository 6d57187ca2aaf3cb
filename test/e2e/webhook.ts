import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** The certificate and key of a receiver that speaks TLS. */
interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A receiver of notices that answers with the given codes, and then with 200; it goes with the test that calls this. */
export async function webhook(answers: readonly number[] = [], identity?: Identity) {
  const heard: { method: string | undefined; type: string | undefined; body: unknown }[] = [];
  const receive: RequestListener = (request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      heard.push({ method: request.method, type: request.headers['content-type'], body: JSON.parse(text) });
      response.writeHead(answers[heard.length - 1] ?? 200).end();
    });
  };
  const server = identity === undefined ? createServer(receive) : createTlsServer(identity, receive);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const origin = identity === undefined ? 'http://127.0.0.1' : 'https://localhost';
  return { heard, url: `${origin}:${(server.address() as AddressInfo).port}/hooks/s3cr3t-path` };
}
