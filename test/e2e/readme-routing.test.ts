import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isThorough } from '../support/sample-size.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';

const README = 'README.md';
const RECOMMEND = 'route recommend';
/** Trying every move takes a quarter of a minute: that is left to the thorough run. */
const isWhole = isThorough || process.env['UPDATE_GOLDEN'] === '1';
const RECORDINGS = 'fixtures/recordings/';

interface Example {
  /** As it stands in the README. */
  readonly command: string;
  /** What a terminal would show: warnings first. */
  readonly shown: string;
}

/** The commands of the section, each in a block of its own with what it prints. */
function examples(): Example[] {
  const [, section = ''] = readFileSync(README, 'utf8').split('## Routing skills\n');
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^```\n\$ gcforecast (.+)\n([^`]*)```$/gm)].map(([, command, shown]) => ({ command, shown }));
}

/** The words of a command as a shell passes them on, with the recordings where they are. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? inPlace(plain));
const inPlace = (word: string): string => (word.startsWith(RECORDINGS) ? resolve(word) : word);

/** Threads are those of the build, and not a bit depends on them. */
const alone = (command: string): string[] => (command.includes('measure') ? [] : ['--jobs', '1']);

async function show(command: string, world: TestWorld): Promise<string> {
  const { exitCode, stderr, stdout } = await gcforecast(world, [...wordsOf(command), ...alone(command)]);
  expect(exitCode, stderr).toBe(0);
  return `${stderr}${stdout}`;
}

function renew({ command, shown }: Example, found: string): void {
  const before = readFileSync(README, 'utf8');
  const block = (text: string) => `$ gcforecast ${command}\n${text}\`\`\``;
  writeFileSync(
    README,
    before.replace(block(shown), () => block(found)),
  );
}

test('the section on routing skills in the README shows what its commands print (renew it with UPDATE_GOLDEN=1)', async () => {
  const world = testWorld();
  const found = examples();
  expect(found.map(({ command }) => command.split(' ')[1])).toEqual(['measure', 'what-if', 'recommend']);
  for (const example of found.filter(({ command }) => isWhole || !command.includes(RECOMMEND))) {
    const printed = await show(example.command, world);
    if (process.env['UPDATE_GOLDEN'] === '1') renew(example, printed);
    else expect(printed).toBe(example.shown);
  }
  expect(filesIn(world.cwd)).toEqual(['routing_plan.json']);
  if (!isWhole) return;
  const plan = JSON.parse(readFileSync(join(world.cwd, 'routing_plan.json'), 'utf8'));
  expect(plan.organisation).toBe('a recording');
  // Agents 1 and 2 are clerks of Orders and members of Billing, which starves: what one of them learns is the move that helps.
  expect(plan.moves).toMatchObject([{ proficiencyBefore: null, proficiencyAfter: 3, skill: { name: 'Invoices' } }]);
  expect(['Person 5c1a0001', 'Person 5c1a0002']).toContain(plan.moves[0].agent.name);
  expect(plan.moves[0].effect.lower).toBeGreaterThan(0);
  const effectOn = (name: string) =>
    plan.impact.find(({ queue }: { queue: { name: string } }) => queue.name === name).serviceLevel.effect;
  expect(effectOn('Billing').lower).toBeGreaterThan(0);
  expect(effectOn('Orders').upper).toBeLessThan(0);
  expect(effectOn('Support')).toEqual({ difference: 0, lower: 0, upper: 0 });
});
