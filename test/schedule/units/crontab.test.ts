import { expect, test } from 'vitest';
import { crontab } from '../../../src/schedule/units/crontab.ts';
import { said } from './installed.ts';
import { scheduled } from './scheduled.ts';

const FIELD = '(?:\\*|\\d+(?:-\\d+)?|[a-zA-Z]{3})(?:/\\d+)?';
const LIST = `${FIELD}(?:,${FIELD})*`;
const ENTRY = new RegExp(`^((?:${LIST} ){4}${LIST}) (.+)$`);
const SETTING = /^[A-Z_]+=\S+$/;

/** A strict reading of crontab(5): settings, comments and entries; in a command, a bare % is a line break. */
function readCrontab(text: string) {
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const entries = lines.filter((line) => !SETTING.test(line)).map((line) => ENTRY.exec(line) ?? [line]);
  return {
    settings: lines.filter((line) => SETTING.test(line)),
    entries: entries.map(([line, times, command]) => {
      if (command === undefined) throw new Error(`no entry of a crontab: ${line}`);
      if (/(?<!\\)%/.test(command)) throw new Error(`a bare % in ${line}`);
      return { times, command: command.replaceAll('\\%', '%') };
    }),
  };
}

test('a crontab has one entry, in its zone, that never overlaps itself', () => {
  const { settings, entries } = readCrontab(crontab(scheduled({ expression: '0 2 * * 1-5' })));
  expect(settings).toEqual(['CRON_TZ=Europe/London']);
  expect(entries).toEqual([
    {
      times: '0 2 * * 1-5',
      command: 'flock -n -E 75 "$HOME/.gcforecast-schedule.lock" gcforecast forecast --days 30',
    },
  ]);
});

test('the shell of cron reads the words of the command as they were given', () => {
  const words = ['forecast', "it's 100%", 'a b', '$HOME', '`date`', '"', '\\', '*', '', 'é', '--output=x.csv', '!'];
  const [entry] = readCrontab(crontab(scheduled({ argv: ['gcforecast', ...words] }))).entries;
  const script = `flock() { shift 4; shift; printf '%s\\n' "$@"; }; ${entry?.command}`;
  expect(said('sh', ['-c', script]).split('\n').slice(0, -1)).toEqual(words);
});

test('a jitter is a pause before the command', () => {
  const [entry] = readCrontab(crontab(scheduled({ jitterSeconds: 137 }))).entries;
  expect(entry?.command).toMatch(/^sleep 137 && flock /);
});

test('a line break, which would begin another entry, is refused', () => {
  expect(() => crontab(scheduled({ argv: ['gcforecast', 'a\nb'] }))).toThrow(expect.objectContaining({ exitCode: 2 }));
});
