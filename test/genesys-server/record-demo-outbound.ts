// Makes fixtures/recordings/demo-outbound: what `gcforecast pace` asks of the dialler centre.
// Run: npm run record-demo
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../src/cli/main.ts';
import { withServer } from './asking.ts';
import { diallerCentre } from './dialler-centre.ts';

const FOLDER = 'fixtures/recordings/demo-outbound';
/** A Thursday noon in Berlin: the moment that a replay takes for now. */
const AS_OF = '2026-04-16T10:30:00Z';

await rm(FOLDER, { recursive: true, force: true });
const folder = await mkdtemp(join(tmpdir(), 'gcforecast-record-'));
await withServer({ centre: diallerCentre() }, async (server) => {
  const argv = ['pace', '--campaign', 'Spring Offers', '--as-of', AS_OF, '--record', FOLDER];
  process.exitCode = await run([...argv, '--plan', join(folder, 'plan.json'), '--home', folder], {
    env: {
      GENESYSCLOUD_API_URL: server.apiUrl,
      GENESYSCLOUD_LOGIN_URL: server.loginUrl,
      GENESYSCLOUD_OAUTHCLIENT_ID: server.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret,
    },
    cwd: process.cwd(),
    homeDirectory: folder,
    platform: process.platform,
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    nowMs: Date.now,
    sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
    program: [process.execPath],
    signal: new AbortController().signal,
  });
});
await rm(folder, { recursive: true });
