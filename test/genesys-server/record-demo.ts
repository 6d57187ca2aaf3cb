// Makes fixtures/recordings/demo: the questions of `gcforecast forecast`, and those of the report in the README, asked of the demo
// centre over HTTP and recorded.
// Run: npm run record-demo
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../../src/cli/version.ts';
import { createClient } from '../../src/genesys/client.ts';
import type { VolumeQuestion } from '../../src/genesys/contact-centre.ts';
import { createPlatformActivity } from '../../src/genesys/platform/activity-aggregates.ts';
import { createPlatform } from '../../src/genesys/platform/platform.ts';
import { addSteps, calendarStep } from '../../src/series/calendar-step.ts';
import type { Queue } from '../../src/series/records.ts';
import { withServer } from './asking.ts';
import { demoCentre } from './demo-centre.ts';

const FOLDER = 'fixtures/recordings/demo';
/** The moment that a replay takes for now: the first second after the last recorded day. */
const AS_OF = Date.UTC(2019, 0, 1) / 1000;
const DAY = calendarStep('P1D');

const question = (step: string, daysBack: number): VolumeQuestion => ({
  from: addSteps(AS_OF, DAY, 'UTC', -daysBack),
  to: AS_OF,
  step: calendarStep(step),
  timeZone: 'UTC',
  direction: 'inbound',
});

await rm(FOLDER, { recursive: true, force: true });
await withServer({ centre: demoCentre() }, async (server) => {
  const client = createClient({
    hosts: { apiUrl: server.apiUrl, loginUrl: server.loginUrl },
    credentials: { clientId: server.clientId, clientSecret: server.clientSecret },
    recording: {
      directory: FOLDER,
      toolVersion: version,
      notes: { asOf: new Date(AS_OF * 1000).toISOString(), timeZone: 'UTC' },
    },
    clock: { nowMs: Date.now, sleep: (ms) => sleep(ms) },
  });
  const centre = createPlatform(client);
  await centre.organisation();
  let billing: Queue | undefined;
  for await (const queue of centre.queues()) if (queue.name === 'Billing') billing = queue;
  if (billing === undefined) throw new Error('the demo centre has no queue Billing');
  const daily = question('P1D', 730);
  const halfHourly = question('PT30M', 182);
  const ofBilling = { queueIds: [billing.id] };
  for (const asked of [daily, { ...daily, ...ofBilling }, halfHourly, { ...halfHourly, ...ofBilling }]) {
    let records = 0;
    for await (const _ of centre.volumes(asked)) records++;
    console.log(`${asked.step.iso}: ${records} records`);
  }
  const lastWeek = {
    ...question('PT1H', 7),
    from: addSteps(AS_OF, DAY, 'UTC', -8),
    to: addSteps(AS_OF, DAY, 'UTC', -1),
  };
  const { activity } = createPlatformActivity(client, () => {});
  let sums = 0;
  const voice = [{ attribute: 'media', values: ['voice'] }] as const;
  for await (const _ of activity({ ...lastWeek, attributes: ['queue', 'media'], conditions: voice })) sums++;
  console.log(`report of last week: ${sums} records`);
  await client.finishRecording();
});
