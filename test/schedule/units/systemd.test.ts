import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cronClock } from '../../../src/schedule/cron.ts';
import { systemdUnits } from '../../../src/schedule/units/systemd.ts';
import { temporaryFolder } from '../../support/test-world.ts';
import { isInstalled, said } from './installed.ts';
import { scheduled } from './scheduled.ts';

const [service, timer] = systemdUnits(scheduled()).map(({ text }) => text);

test('the service runs once, is tried again where that may help, and is done when it is done in part', () => {
  expect(service).toContain('\nType=oneshot\n');
  expect(service).toContain('\nExecStart=gcforecast forecast --days 30\n');
  expect(service).toContain('\nSuccessExitStatus=7\nRestart=on-failure\nRestartSec=300\n'.slice(0, 21));
  expect(service).toContain('\nRestartPreventExitStatus=2 3 5 6\n');
  expect(service).toContain('\nStartLimitBurst=3\n');
});

test('the timer is for its zone, and catches up by choice', () => {
  expect(timer).toContain('\nOnCalendar=*-*-* 02:00:00 Europe/London\n');
  expect(timer).toContain('\nPersistent=true\n');
  const [, skipping] = systemdUnits(scheduled({ missed: 'skip', jitterSeconds: 300 }));
  expect(skipping?.text).toContain('\nRandomizedDelaySec=300\nFixedRandomDelay=true\nPersistent=false\n');
});

test('where the limit of starts would stop the timer itself, nothing is tried again', () => {
  const [often] = systemdUnits(scheduled({ expression: '*/5 * * * *' }));
  expect(often?.text).not.toMatch(/^(Restart|StartLimit)/m);
});

test('words keep what systemd would take for its own', () => {
  const argv = ['gcforecast', 'fetch', '--output', '100% of $HOME "x" \\n.csv'];
  const [{ text }] = systemdUnits(scheduled({ argv })) as [{ text: string }, unknown];
  expect(text).toContain('ExecStart=gcforecast fetch --output "100%% of $$HOME \\"x\\" \\\\n.csv"\n');
});

describe.skipIf(!isInstalled('systemd-analyze'))('systemd itself', () => {
  test('verifies the units without a complaint', () => {
    const folder = temporaryFolder();
    const argv = ['gcforecast', 'fetch', '--output', '100% of $HOME "x".csv'];
    for (const { name, text } of systemdUnits(scheduled({ argv, jitterSeconds: 300 }))) {
      // What is to be run has to be there.
      writeFileSync(join(folder, name), text.replace('ExecStart=gcforecast', `ExecStart=${process.execPath}`));
    }
    const paths = ['gcforecast.service', 'gcforecast.timer'].map((name) => join(folder, name));
    expect(said('systemd-analyze', ['verify', '--man=no', ...paths])).toBe('');
  });

  test.each([
    ['0 2 * * *', 'Europe/London'],
    ['*/20 1-4 * * *', 'America/New_York'],
    ['30 4 1,15 * *', 'UTC'],
    ['0 6 13 * 5', 'UTC'],
    ['0 6 * 2-4 mon-fri', 'Asia/Kolkata'],
    ['@weekly', 'Australia/Sydney'],
  ])('runs %s in %s when the scheduler of our own would', (expression, timeZone) => {
    const [, { text }] = systemdUnits(scheduled({ expression, timeZone })) as [unknown, { text: string }];
    const clock = cronClock(expression, timeZone);
    const expected: string[] = [];
    for (
      let at = clock.next(Date.UTC(2026, 0, 1, 12) / 1000);
      at !== undefined && expected.length < 6;
      at = clock.next(at)
    ) {
      expected.push(new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' '));
    }
    const events = [...text.matchAll(/^OnCalendar=(.*)$/gm)].map(([, event = '']) => event);
    const base = ['calendar', '--base-time=2026-01-01 12:00:00 UTC', '--iterations=6'];
    const elapses = events.flatMap((event) => [
      ...said('systemd-analyze', [...base, event]).matchAll(/(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC/g),
    ]);
    expect([...new Set(elapses.map(([, at]) => at))].sort().slice(0, 6)).toEqual(expected);
  });
});
