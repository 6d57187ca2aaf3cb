import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { centre as dialler } from '../genesys/dialler-server.ts';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import type { Centre } from '../genesys-server/centre.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import { seededRandom } from '../genesys-server/random.ts';
import { sampleSize } from '../support/sample-size.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { breakagesOf } from './broken-answer.ts';
import { environmentOf } from './organisation.ts';

const START_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const conversational = conversationCentre({ seed: 7, count: 60, startMs: START_MS, presentMs: START_MS + 4 * DAY_MS });
const PERIOD = ['--from', '2026-01-05', '--to', '2026-01-09', '--as-of', '2026-01-09T00:00:00Z'];
const SMALL_AS_OF = ['--as-of', '2025-12-10T00:00:00Z'];

interface Command {
  readonly command: string;
  readonly centre: Centre;
  readonly argv: readonly string[];
  /** What it writes. */
  readonly file: string;
  readonly cases: number;
}

const COMMANDS: readonly Command[] = [
  {
    command: 'fetch',
    centre: smallCentre,
    argv: ['fetch', '--days', '10', ...SMALL_AS_OF, '--output', 'out.csv'],
    file: 'out.csv',
    cases: sampleSize(20, 3000),
  },
  {
    command: 'forecast',
    centre: smallCentre,
    argv: [
      'forecast',
      '--history-days',
      '21',
      '--days',
      '7',
      '--queue',
      'Billing',
      ...SMALL_AS_OF,
      '--output',
      'out.csv',
    ],
    file: 'out.csv',
    cases: sampleSize(15, 3000),
  },
  {
    command: 'a report of groups',
    centre: conversational,
    argv: ['report', ...PERIOD, '--group-by', 'queue,media', '--formats', 'csv'],
    file: 'report.csv',
    cases: sampleSize(15, 1500),
  },
  {
    command: 'a report of single conversations',
    centre: conversational,
    argv: ['report', ...PERIOD, '--details', '--formats', 'csv'],
    file: 'report.csv',
    cases: sampleSize(15, 1500),
  },
  {
    command: 'a pacing plan',
    centre: dialler,
    argv: [
      'pace',
      '--campaign',
      'Spring Offers',
      '--hours',
      '1',
      '--plan',
      'plan.json',
      '--as-of',
      '2026-04-16T10:30:00Z',
    ],
    file: 'plan.json',
    cases: sampleSize(4, 1000),
  },
];

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Every kind of answer that a run gets when nothing is broken. */
async function answersTo({ centre, argv, file }: Command): Promise<Heard[]> {
  const heard: Heard[] = [];
  await withServer({ centre }, async (server) => {
    server.inject({
      path: /./,
      times: Number.POSITIVE_INFINITY,
      fault: {
        kind: 'altered',
        alter(body, { method, path }) {
          heard.push({ method, path, body });
          return body;
        },
      },
    });
    const world = { ...testWorld(), env: environmentOf(server) };
    const ran = await gcforecast(world, argv);
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(filesIn(world.cwd)).toContain(file);
  });
  // What is deleted has nothing to say.
  const last = new Map(heard.filter(({ body }) => body !== '').map((one) => [`${one.method} ${one.path}`, one]));
  return [...last.values()];
}

interface Case {
  readonly label: string;
  readonly ran: Ran;
}

/** Runs the command with one kind of answer broken in one way, whenever it comes. */
async function runBroken(command: Command, answers: readonly Heard[], number: number, world: TestWorld): Promise<Case> {
  const random = seededRandom(20260105, number);
  const target = answers[Math.floor(random() * answers.length)];
  const ways = breakagesOf(target.body, seededRandom(number, 0));
  const way = ways[Math.floor(random() * ways.length)];
  const label = `case ${number}: ${way.name} in ${target.method} ${target.path}`;
  const ran = await withServer({ centre: command.centre }, async (server) => {
    server.inject({
      method: target.method,
      path: target.path,
      times: Number.POSITIVE_INFINITY,
      fault: { kind: 'altered', alter: (body) => way.apply(body, seededRandom(number, 1)) ?? body },
    });
    return gcforecast({ ...world, env: environmentOf(server) }, command.argv);
  });
  return { label, ran };
}

describe('a malformed answer never becomes a file', () => {
  test.each(COMMANDS)(
    '$command: exit code 4 or 6 with one message and one hint, nothing on stdout, and the older file stays as it was',
    async (command) => {
      const answers = await answersTo(command);
      const world = testWorld();
      const file = join(world.cwd, command.file);
      const wrong: string[] = [];
      for (let number = 0; number < command.cases; number++) {
        writeFileSync(file, 'older\n');
        const { label, ran } = await runBroken(command, answers, number, world);
        const told = ran.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '));
        const isRight =
          (ran.exitCode === 4 || ran.exitCode === 6) &&
          ran.stdout === '' &&
          /^error: \S/.test(told[0] ?? '') &&
          /^hint: \S/.test(told[1] ?? '') &&
          told.length === 2 &&
          filesIn(world.cwd).join() === command.file &&
          readFileSync(file, 'utf8') === 'older\n';
        if (!isRight)
          wrong.push(`${label}: exit code ${ran.exitCode}, ${filesIn(world.cwd)}, ${ran.stderr.slice(0, 300)}`);
        // Neither a token nor an organisation is known to the next run.
        for (const folder of [world.cwd, world.homeDirectory]) {
          rmSync(folder, { recursive: true });
          mkdirSync(folder);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
