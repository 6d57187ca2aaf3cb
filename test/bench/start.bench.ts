// Start of the program, whole processes: `--help`, and 730 days of a CSV file to a written forecast by Prophet and by auto, each as a ratio to an
// empty Node process in the same round. NODE_EXTRA_CA_CERTS is taken away: it slows every start down. Run: npm run bench
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROUNDS = 31;
const program = resolve('bin/gcforecast.js');
const folder = mkdtempSync(join(tmpdir(), 'gcforecast-start-'));
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const [header, ...rows] = readFileSync('fixtures/data/nyc311_daily.csv', 'utf8').trim().split('\n');
writeFileSync(join(folder, 'history.csv'), `${[header, ...rows.slice(-730)].join('\n')}\n`);
writeFileSync(join(folder, 'empty.mjs'), '');

const COMMANDS = {
  empty: ['empty.mjs'],
  help: [program, '--help'],
  forecast: [program, 'forecast', '--history', 'history.csv', '--model', 'prophet'],
  'forecast by auto': [program, 'forecast', '--history', 'history.csv'],
};

function wallMs(args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - from;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

const times = Object.fromEntries(Object.keys(COMMANDS).map((name): [string, number[]] => [name, []]));
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, args] of Object.entries(COMMANDS)) {
    const ms = wallMs(args);
    if (round >= 0) times[name].push(ms);
  }
}
rmSync(folder, { recursive: true });

console.log(`start of the program, medians of ${ROUNDS} paired rounds`);
console.log(`empty Node process     ${median(times['empty']).toFixed(0)} ms`);
for (const name of Object.keys(COMMANDS).slice(1)) {
  const ratio = median(times[name].map((ms, i) => ms / times['empty'][i]));
  console.log(`${name.padEnd(22)} ${median(times[name]).toFixed(0)} ms   ratio ${ratio.toFixed(2)}x`);
}
