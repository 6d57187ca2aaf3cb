// Makes fixtures/recordings/demo-routing: what `gcforecast route` asks of the routing centre.
// Run: npm run record-demo
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../src/cli/main.ts';
import { withServer } from './asking.ts';
import { routingCentre } from './routing-centre.ts';

const FOLDER = 'fixtures/recordings/demo-routing';
/** The Monday after the two weeks of history: the moment that a replay takes for now. */
const AS_OF = '2026-03-16T06:00:00Z';

await rm(FOLDER, { recursive: true, force: true });
const folder = await mkdtemp(join(tmpdir(), 'gcforecast-record-'));
await withServer({ centre: routingCentre() }, async (server) => {
  const argv = ['route', 'measure', '--as-of', AS_OF, '--record', FOLDER, '--home', folder];
  process.exitCode = await run(argv, {
    env: {
      GENESYSCLOUD_API_URL: server.apiUrl,
      GENESYSCLOUD_LOGIN_URL: server.loginUrl,
      GENESYSCLOUD_OAUTHCLIENT_ID: server.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret,
    },
    program: [process.execPath],
    cwd: process.cwd(),
    homeDirectory: folder,
    platform: process.platform,
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    nowMs: Date.now,
    sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
    signal: new AbortController().signal,
  });
});
await rm(folder, { recursive: true });
