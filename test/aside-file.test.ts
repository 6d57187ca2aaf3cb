import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { asideFile, removeAbandoned } from '../src/aside-file.ts';
import { writeToken } from '../src/genesys/token-cache.ts';
import { keepForecast } from '../src/store/forecast-log/forecast-log.ts';
import { writeParquet } from '../src/store/volumes/write-parquet.ts';
import { writeTable } from '../src/store/write-table.ts';
import { withWriterLock } from '../src/store/writer-lock.ts';
import { abandoned } from './support/abandoned.ts';
import { temporaryFolder } from './support/test-world.ts';

test('what a process that is gone has left half written is removed; living ones, other hosts and other files are left alone', () => {
  const folder = temporaryFolder();
  const gone = basename(abandoned(folder, 'file'));
  abandoned(folder, 'folder');
  const living = basename(asideFile(folder));
  const elsewhere = gone.replace(hostname().replace(/[^\w.]/g, '_'), 'another-host');
  const others = [living, elsewhere, `${gone}.csv`, 'forecast.csv'];
  for (const name of others) writeFileSync(join(folder, name), 'half');
  removeAbandoned(folder);
  expect(readdirSync(folder).sort()).toEqual(others.sort());
});

async function* noRows(): AsyncGenerator<never> {}

const forecast = {
  schema: 'gcforecast/forecast-log@1',
  version: '0.1.0',
  asOf: 0,
  timeZone: 'UTC',
  granularity: 'P1D',
  metric: 'offered',
  intervalWidthFraction: 0.8,
  series: [],
} as const;

test.each<[string, (folder: string) => unknown]>([
  ['a Parquet file of volumes', (folder) => writeParquet(join(folder, 'out.parquet'), [])],
  [
    'a Parquet file of a report',
    (folder) =>
      writeTable(join(folder, 'r.parquet'), [{ name: 'queue', type: 'text' }], noRows(), new AbortController().signal),
  ],
  ['a forecast in the log', (folder) => keepForecast(folder, { ...forecast, series: [] })],
  ['a token', (folder) => writeToken(join(folder, 'token.json'), { accessToken: 't', renewAtMs: 0 })],
  ['a lock', (folder) => withWriterLock(join(folder, 'writer.lock'), async () => {})],
])(
  '%s: the next run that writes removes what a killed one has left beside it, and leaves nothing of its own',
  async (_, write) => {
    const folder = temporaryFolder();
    const left = [abandoned(folder, 'file'), abandoned(folder, 'folder')];
    await write(folder);
    expect(left.filter((path) => existsSync(path))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.gcforecast-'))).toEqual([]);
  },
);
