/**
 * What reports cost. Run: npm run bench:report [conversations]
 *
 * - The external merge sort against GNU sort (`LC_ALL=C sort`, with 16 and 128 MiB, as many cores as it likes) on the same lines.
 * - The whole command from a server of conversations, in a process of its own, to a grouped CSV and to a listing by time: rate,
 *   processor time and peak memory (VmHWM of Linux). The server answers with prepared bytes, uncompressed, as fast as they are
 *   taken, and grants as many requests as are asked: what it costs to make up a conversation is no part of what is measured.
 */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { externalSort } from '../../src/reporting/external-sort.ts';
import { spilledRuns } from '../../src/store/spilled-runs.ts';
import { environmentOf } from '../e2e/organisation.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import { seededRandom } from '../genesys-server/random.ts';
import { startGenesysServer } from '../genesys-server/server.ts';
import { startPreparedServer } from './prepared-server.ts';

const CONVERSATIONS = Number(process.argv[2] ?? 1_000_000);
/** So many are made up; the others are copies with other ids. */
const MADE_UP = 20_000;
const LINES = 2_000_000;
const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const DAYS = 32;

let folder = '';
if (process.send !== undefined) await serveConversations();
else await benchmark();

async function benchmark(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'gcforecast-bench-'));
  try {
    sortAgainstGnu();
    await reportsFromServer();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Serves made-up conversations in a process of its own, and tells its parent how to reach it. */
async function serveConversations(): Promise<void> {
  const presentMs = START_MS + DAYS * DAY_MS;
  const server = await startGenesysServer({
    centre: conversationCentre({ seed: 1, count: MADE_UP, startMs: START_MS, presentMs }),
  });
  const copies = Math.ceil(CONVERSATIONS / MADE_UP);
  process.send?.(environmentOf({ ...server, apiUrl: await startPreparedServer(server.apiUrl, copies) }));
}

/** Lines as a listing sorts them: an instant, an id, and cells. */
function sortAgainstGnu(): void {
  const input = join(folder, 'lines.txt');
  const random = seededRandom(1, 2, 3);
  const lines = Array.from({ length: LINES }, (_, i) => {
    const ms = 63_900_000_000_000 + Math.floor(random() * DAYS * DAY_MS);
    return `0${ms} c0ffee00-0000-4000-8000-${i.toString(16).padStart(12, '0')}\t["inbound","voice","Billing","Agent 07",1,1,0,0,312.5,4.2]`;
  });
  writeFileSync(input, `${lines.join('\n')}\n`);
  // Ours keeps 16 Mi characters in memory, the lines' own objects included.
  for (const memory of ['16M', '128M']) compare(input, memory);
  const isSame = readFileSync(join(folder, 'ours.txt')).equals(readFileSync(join(folder, 'gnu.txt')));
  console.log(`same bytes: ${isSame}`);
}

function compare(input: string, memory: string): void {
  const ratios: number[] = [];
  for (let round = 0; round < 3; round++) {
    const ours = timed(() => sortOurs(input, join(folder, 'ours.txt')));
    const gnu = timed(() =>
      execFileSync('sort', ['-S', memory, '-T', folder, '-o', join(folder, 'gnu.txt'), input], {
        env: { LC_ALL: 'C' },
      }),
    );
    ratios.push(ours / gnu);
    console.log(`sort of ${LINES} lines: ours ${ours.toFixed(0)} ms, GNU with ${memory} ${gnu.toFixed(0)} ms`);
  }
  console.log(`median ratio to GNU with ${memory}: ${ratios.sort((a, b) => a - b)[1].toFixed(2)}`);
}

function sortOurs(input: string, output: string): void {
  const runs = spilledRuns();
  const sort = externalSort(runs);
  for (const block of linesOf(input)) for (const line of block) sort.add(line);
  const file = openSync(output, 'w');
  for (const block of sort.sorted()) writeFileSync(file, `${block.join('\n')}\n`);
  closeSync(file);
  runs.remove();
}

function* linesOf(path: string): Generator<string[]> {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(1 << 18);
  let rest = '';
  for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) {
    const lines = (rest + bytes.toString('latin1', 0, read)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  closeSync(file);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function reportsFromServer(): Promise<void> {
  const server = fork(import.meta.filename, [String(CONVERSATIONS)], { execArgv: ['--import', 'tsx'] });
  try {
    const [env] = (await once(server, 'message')) as [Record<string, string>];
    const range = ['--from', '2026-01-05', '--to', '2026-02-06', '--as-of', '2026-02-06T00:00:00Z', '--details'];
    const metrics = 'offered,avg_handle_seconds,p90_handle_seconds,wrapup_codes';
    const grouped = [...range, '--group-by', 'queue,media,hour', '--metrics', metrics];
    await measured('grouped by queue, media, hour', grouped, env);
    await measured('listed by time', range, env);
  } finally {
    await stopped(server);
  }
}

async function measured(what: string, options: readonly string[], env: Record<string, string>): Promise<void> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, '../../bin/gcforecast.js'),
      'report',
      ...options,
      '--output-dir',
      folder,
      '--home',
      folder,
    ],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let peakKib = 0;
  let cpuSeconds = 0;
  const watch = setInterval(() => {
    peakKib = Math.max(peakKib, peakOf(child.pid));
    cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(child.pid));
  }, 50);
  const [exitCode] = await once(child, 'exit');
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  const bytes = statSync(join(folder, 'report.csv')).size;
  const { conversations, running } = JSON.parse(readFileSync(join(folder, 'report.manifest.json'), 'utf8'));
  const read = conversations + running;
  console.log(
    `${what}: exit ${exitCode}, ${read} conversations in ${seconds.toFixed(1)} s, ${(read / seconds).toFixed(0)} a second, processor ${((1e6 * cpuSeconds) / read).toFixed(1)} us each, peak ${(peakKib / 1024).toFixed(0)} MiB, ${bytes} bytes`,
  );
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // The process has just ended.
    return 0;
  }
}

/** Of all threads, in ticks of 10 ms. */
function cpuSecondsOf(pid: number | undefined): number {
  try {
    const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1]
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) / 100;
  } catch {
    // The process has just ended.
    return 0;
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  server.kill();
  await once(server, 'exit');
}
