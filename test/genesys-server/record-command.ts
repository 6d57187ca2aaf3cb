import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../src/cli/main.ts';
import { withServer } from './asking.ts';
import type { Centre } from './centre.ts';

/** Records into `folder`, which is replaced, what a command asks of a centre at the moment that a replay takes for now. Its files are not kept. */
export async function recordCommand(
  centre: Centre,
  folder: string,
  asOf: string,
  argv: readonly string[],
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const home = await mkdtemp(join(tmpdir(), 'gcforecast-record-'));
  await withServer({ centre }, async (server) => {
    process.exitCode = await run([...argv, '--as-of', asOf, '--record', join(process.cwd(), folder), '--home', home], {
      env: {
        GENESYSCLOUD_API_URL: server.apiUrl,
        GENESYSCLOUD_LOGIN_URL: server.loginUrl,
        GENESYSCLOUD_OAUTHCLIENT_ID: server.clientId,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret,
      },
      program: [process.execPath],
      cwd: home,
      homeDirectory: home,
      platform: process.platform,
      stdin: () => process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      nowMs: Date.now,
      sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
      signal: new AbortController().signal,
    });
  });
  await rm(home, { recursive: true });
}
