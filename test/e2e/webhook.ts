import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A receiver of notices that answers with the given codes, and then with 200; it goes with the test that calls this. */
export async function webhook(answers: readonly number[] = []) {
  const heard: { method: string | undefined; type: string | undefined; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      heard.push({ method: request.method, type: request.headers['content-type'], body: JSON.parse(text) });
      response.writeHead(answers[heard.length - 1] ?? 200).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/s3cr3t-path` };
}
