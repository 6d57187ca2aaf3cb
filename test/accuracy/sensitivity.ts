// What the accuracy of the default model owes to its constants: each is changed alone, in a copy of the sources, and the mean of all sets
// is told beside that of the sources as they are. Run: DATA=<folder> npm run sensitivity [-- <part of a constant's name> ...]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Constant {
  readonly name: string;
  readonly file: string;
  /** The text in which it stands, with `@` in its place, and what it is there. */
  readonly text: string;
  readonly value: string;
  readonly others: readonly string[];
}

const AUTO = 'src/models/auto';
const CLEANING = 'src/models/cleaning';

/** Those that no published procedure gives, each with half and twice as much, or as near as makes sense. */
const CONSTANTS: readonly Constant[] = [
  {
    name: 'earlier forecasts that judge, days',
    file: `${AUTO}/inner-folds.ts`,
    text: 'MOST_DAILY_FOLDS = @;',
    value: '6',
    others: ['3', '12'],
  },
  {
    name: 'earlier forecasts that judge, weeks of short steps',
    file: `${AUTO}/inner-folds.ts`,
    text: '{ weeks: @,',
    value: '4',
    others: ['2', '8'],
  },
  {
    name: 'earlier forecasts that judge, days of short steps',
    file: `${AUTO}/inner-folds.ts`,
    text: 'days: @ };',
    value: '10',
    others: ['5', '20'],
  },
  {
    name: 'weeks from which candidates learn once',
    file: `${AUTO}/candidates.ts`,
    text: 'LEARNED_ONCE_WEEKS = @;',
    value: '8',
    others: ['4', '16'],
  },
  {
    name: 'weeks of the mean of weekdays',
    file: `${AUTO}/candidates.ts`,
    text: "seasonalMeans('mean', @)",
    value: '4',
    others: ['2', '8'],
  },
  {
    name: 'standard errors of chance that a gain must pass',
    file: `${AUTO}/forward-selection.ts`,
    text: '@ * gain.standardError',
    value: 'chanceErrors',
    others: ['0.5 * chanceErrors', '2 * chanceErrors'],
  },
  {
    name: 'chance of a false alarm, days',
    file: `${CLEANING}/disturbed-days.ts`,
    text: 'FALSE_ALARM_CHANCE = @;',
    value: '0.05',
    others: ['0.01', '0.2'],
  },
  {
    name: 'share of the usual below which a day is an outage',
    file: `${CLEANING}/disturbed-days.ts`,
    text: 'OUTAGE_SHARE = @;',
    value: '0.1',
    others: ['0.05', '0.2'],
  },
  {
    name: 'times the usual above which a day is a flood',
    file: `${CLEANING}/disturbed-days.ts`,
    text: 'FLOOD_FACTOR = @;',
    value: '2',
    others: ['1.5', '4'],
  },
  {
    name: 'chance of a false alarm, partial days',
    file: `${CLEANING}/disturbed-days.ts`,
    text: 'falseAlarmChance: @,',
    value: '0.01',
    others: ['0.001', '0.05'],
  },
  {
    name: 'share of the usual below which a day is partial',
    file: `${CLEANING}/disturbed-days.ts`,
    text: 'share: @ };',
    value: '0.75',
    others: ['0.5', '0.9'],
  },
  {
    name: 'share of the usual that an outage of hours is looked for at',
    file: `${CLEANING}/disturbed-hours.ts`,
    text: "kind: 'outage', factor: @,",
    value: '0.05',
    others: ['0.02', '0.1'],
  },
];

const PROTOCOLS = ['daily', 'intraday', 'two_weeks'] as const;

/** The mean lines of the accuracy tables: WAPE relative to the seasonal naive forecast, and coverage in percent. */
function meansIn(folder: string): string[] {
  const output = execFileSync('npx', ['tsx', 'test/accuracy/run.ts', ...PROTOCOLS], { cwd: folder, encoding: 'utf8' });
  const means = output.split('\n').filter((line) => line.startsWith('| mean |'));
  if (means.length !== PROTOCOLS.length) throw new Error(`no table for each of ${PROTOCOLS.join(', ')}:\n${output}`);
  return means.map((line) => {
    const cells = line.split('|').map((cell) => cell.replaceAll('*', '').trim());
    return `${cells[2]} (${cells.at(-4)} %)`;
  });
}

function withValue({ file, text, value }: Constant, other: string, folder: string): string[] {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(text.replace('@', value));
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places with ${text.replace('@', value)}`);
  try {
    writeFileSync(path, parts.join(text.replace('@', other)));
    return meansIn(folder);
  } finally {
    writeFileSync(path, source);
  }
}

const row = (cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`);

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'gcforecast-sensitivity-'));
try {
  for (const part of ['src', 'test', 'fixtures', 'package.json', 'tsconfig.json'])
    cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  row(['constant', 'value', ...PROTOCOLS]);
  row(['---', '---', ...PROTOCOLS.map(() => '---')]);
  row(['as they are', '', ...meansIn(folder)]);
  for (const constant of CONSTANTS.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  ))
    for (const other of constant.others)
      row([constant.name, `${other}, not ${constant.value}`, ...withValue(constant, other, folder)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
