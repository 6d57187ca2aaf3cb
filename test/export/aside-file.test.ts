import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { asideFile, removeAbandoned } from '../../src/export/aside-file.ts';
import { temporaryFolder } from '../support/test-world.ts';

test('what a process that is gone has left half written is removed; living ones, other hosts and other files are left alone', () => {
  const folder = temporaryFolder();
  const gone = spawnSync(process.execPath, ['--version']).pid;
  const living = basename(asideFile(folder));
  const abandoned = living.replace(`-${process.pid}-`, `-${gone}-`);
  const elsewhere = abandoned.replace(hostname().replace(/[^\w.]/g, '_'), 'another-host');
  const others = [living, elsewhere, `${abandoned}.csv`, 'forecast.csv'];
  for (const name of [abandoned, ...others]) writeFileSync(join(folder, name), 'half');
  removeAbandoned(folder);
  expect(readdirSync(folder).sort()).toEqual(others.sort());
});
