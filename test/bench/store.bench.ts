// The history store at the size of a large centre: 500 queues, 2 media types, a year of half hours (17.5 million rows, 2.1 GB
// of CSV, which DuckDB makes). Each measurement is a process of its own. Run: npx tsx test/bench/store.bench.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { VolumeRecord } from '../../src/series/records.ts';
import { readVolumes } from '../../src/store/volumes/read-volumes.ts';
import { openVolumeStore } from '../../src/store/volumes/volume-store.ts';
import { withVolumeWriter } from '../../src/store/volumes/volume-writer.ts';

const YEAR = { from: Date.UTC(2025, 0, 1) / 1000, to: Date.UTC(2026, 0, 1) / 1000 };
const SETTLED = YEAR.to + 30 * 86_400;
const DAY = { from: YEAR.to - 86_400, to: YEAR.to };
const ONE_QUEUE = '00000000-0000-4000-a000-000000000250';

interface Measured {
  readonly rows: number;
  /** Of the task alone; `wallSeconds` is the whole process. */
  readonly taskSeconds: number;
  /** Processor time of the whole process, which a busy machine changes less. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

async function writeCsv(path: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { memory_limit: '512MB' })).connect();
  const time = "strftime(to_timestamp(t) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')";
  await connection.run(`CREATE TABLE half_hours AS SELECT t, ${time} AS a, ${time.replace('(t)', '(t + 1800)')} AS b
    FROM range(${YEAR.from}, ${YEAR.to}, 1800) r(t)`);
  await connection.run(`COPY (SELECT a AS interval_start, b AS interval_end,
      '00000000-0000-4000-a000-' || lpad(q::VARCHAR, 12, '0') AS queue_id, 'Queue ' || q AS queue_name, m AS media_type,
      v AS conversations, v + v % 3 AS offered, v AS answered, v % 3 AS abandoned, v * 240.5 AS handle_seconds, v AS handled,
      v - v % 5 AS service_level_numerator, v AS service_level_denominator
    FROM (SELECT *, (hash(t, q, m) % 40)::INTEGER AS v FROM half_hours, range(500) r(q), (VALUES ('voice'), ('callback')) k(m)))
    TO '${path}' (HEADER)`);
  connection.closeSync();
}

const storeIn = (folder: string) =>
  openVolumeStore(join(folder, 'store'), { step: calendarStep('PT30M'), timeZone: 'UTC', direction: 'inbound' });

async function counted(records: AsyncIterable<VolumeRecord>): Promise<number> {
  let count = 0;
  for await (const _ of records) count++;
  return count;
}

const TASKS: Record<string, (folder: string) => Promise<number>> = {
  load: async (folder) => {
    const question = { path: join(folder, 'year.csv'), asOf: SETTLED, covers: 'all-queues' } as const;
    return (await withVolumeWriter(storeIn(folder), (writer) => writer.importCsv(question))).rows;
  },
  series: (folder) => counted(readVolumes(storeIn(folder), { ...YEAR, queueIds: [ONE_QUEUE], mediaTypes: ['voice'] })),
  everything: (folder) => counted(readVolumes(storeIn(folder), YEAR)),
  topUp: async (folder) => {
    const records: VolumeRecord[] = [];
    for await (const record of readVolumes(storeIn(folder), DAY))
      records.push({ ...record, offered: record.offered + 1 });
    const from = performance.now();
    await withVolumeWriter(storeIn(folder), (writer) => writer.put({ ...DAY, fetchedAt: SETTLED }, records));
    putSeconds = (performance.now() - from) / 1000;
    return records.length;
  },
};
let putSeconds: number | undefined;

async function runTask(name: string, folder: string): Promise<void> {
  const from = performance.now();
  const rows = await TASKS[name]?.(folder);
  const taskSeconds = putSeconds ?? (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ rows, taskSeconds, cpuSeconds: (user + system) / 1e6, peakMb }));
}

// It slows every start down, and users do not have it.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gcforecast-store-bench-'));
  try {
    // Loaded here, since the measured processes should not pay for the bundler.
    const { bundledProgram } = await import('../store/child-program.ts');
    const program = await bundledProgram(import.meta.url, folder);
    await writeCsv(join(folder, 'year.csv'));
    console.log(`year.csv: ${(statSync(join(folder, 'year.csv')).size / 1e9).toFixed(2)} GB`);
    console.log('task         rows       task s   process s   cpu s   peak MB');
    for (const name of ['load', 'series', 'series', 'series', 'topUp', 'everything']) {
      const from = performance.now();
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, name, folder], {
        env,
        encoding: 'utf8',
      });
      const wallSeconds = (performance.now() - from) / 1000;
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
      const { rows, taskSeconds, cpuSeconds, peakMb } = JSON.parse(stdout) as Measured;
      const cells = [
        taskSeconds.toFixed(2).padStart(8),
        wallSeconds.toFixed(2).padStart(11),
        cpuSeconds.toFixed(2).padStart(7),
        peakMb.toFixed(0).padStart(9),
      ];
      console.log(`${name.padEnd(12)} ${String(rows).padEnd(10)} ${cells.join(' ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The measured processes run a bundle of this file with a task.
const [task, folder] = process.argv.slice(2);
if (task === undefined || folder === undefined) await main();
else await runTask(task, folder);
