// Processor time of the default model beside that of its core alone, and of a whole backtest of 100 queues with all models and the default
// folds by the built program. Run: npm run bench
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { autoModel } from '../../src/models/auto/auto-model.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';
import { dailyContacts } from './synthetic-series.ts';

const DAYS = 730;
const HORIZON = 30;
const ROUNDS = 9;
const MOST_MS = { auto: 250, 'level-shape': 15 };

function seriesOf({ wallSeconds: [start], values }: ReturnType<typeof dailyContacts>): Series {
  const closed = new Uint8Array(values.length);
  return { start, step: calendarStep('P1D'), timeZone: 'UTC', unit: 'contacts', values, closed };
}

/** Processor milliseconds of one forecast, the least of some rounds. */
function leastMs(model: ForecastingModel, series: Series): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = process.cpuUsage();
    model.fit(series).forecast(HORIZON, [0.8]);
    return process.cpuUsage(from).user / 1000;
  });
  return Math.min(...rounds);
}

console.log(`${DAYS} days, ${HORIZON} ahead, processor time of fit and forecast, the least of ${ROUNDS} rounds`);
const series = seriesOf(dailyContacts(DAYS));
const own = { auto: leastMs(autoModel(true), series), 'level-shape': leastMs(levelShape, series) };
for (const name of ['auto', 'level-shape'] as const)
  console.log(`${name.padEnd(12)} ${own[name].toFixed(1)} ms (at most ${MOST_MS[name]})`);
console.log(`ratio        ${(own.auto / own['level-shape']).toFixed(1)}`);

const QUEUES = 100;
const MOST_SECONDS = 60;

/** Queues of all sizes, each with noise of its own. */
function queuesCsv(): string {
  const lines = Array.from({ length: QUEUES }, (_, queue) => {
    const { values } = dailyContacts(DAYS + queue);
    const scale = 0.05 + (queue % 17) / 10;
    return [...values.slice(-DAYS)].map((value, day) => {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
      return `q${queue},${date},${Math.round(value * scale)}`;
    });
  });
  return `${['queue_id,date,offered', ...lines.flat()].join('\n')}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'gcforecast-backtest-'));
writeFileSync(join(folder, 'queues.csv'), queuesCsv());
const from = performance.now();
const { status, stderr } = spawnSync(
  process.execPath,
  [resolve('bin/gcforecast.js'), 'backtest', '--history', 'queues.csv', '--by', 'queue', '--json'],
  { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
);
const seconds = (performance.now() - from) / 1000;
rmSync(folder, { recursive: true });
if (status !== 0) throw new Error(`the backtest ended with ${status}: ${stderr}`);
console.log(
  `backtest of ${QUEUES} queues, all models, 5 folds of 30 days: ${seconds.toFixed(0)} s on ${availableParallelism()} cores (at most ${MOST_SECONDS} on two)`,
);
