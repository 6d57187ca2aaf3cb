import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { centre, withRouting } from '../genesys/routing-server.ts';
import { agent, QUEUE, SKILL } from '../genesys-server/routing-centre.ts';
import type { GenesysServerOptions } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { environmentOf } from './organisation.ts';

const DEMO = resolve('fixtures/recordings/demo-routing');
const MEASURE = ['route', 'measure', '--replay', DEMO];
/** The Monday after the history. */
const AS_OF = '2026-03-16T06:00:00Z';

const live = async (argv: readonly string[], options: Partial<GenesysServerOptions> = {}): Promise<Ran> => {
  let ran: Ran | undefined;
  await withRouting(async (_, server) => {
    const world = { ...testWorld(), env: environmentOf(server) };
    ran = await gcforecast(world, ['route', 'measure', '--as-of', AS_OF, ...argv]);
  }, options);
  if (ran === undefined) throw new Error('nothing ran');
  return ran;
};

interface Document {
  readonly queues: readonly {
    queueName: string;
    offered: number;
    serviceLevelFraction: number;
    method: string;
    members: number;
  }[];
  readonly demand: readonly {
    skillNames: string[];
    offered: number;
    intervals: { start: string; offered: number }[];
  }[];
  readonly agents: readonly {
    agentId: string;
    handled: number;
    onQueueSeconds: number;
    occupancyFraction: number | null;
  }[];
  readonly work: readonly { agentId: string; skillNames: string[]; handled: number }[];
  readonly skills: readonly { agentId: string; skillName: string; verdict: string; proficiency: number }[];
  readonly warnings: readonly string[];
}

const documentOf = ({ stdout }: Ran): Document & Record<string, unknown> => JSON.parse(stdout);

const handledBy = (agentId: string): number =>
  centre.contacts.filter(({ handling }) => handling?.agentId === agentId).length;

const linesOf = (world: TestWorld, name: string): string[] =>
  readFileSync(join(world.cwd, 'tables', name), 'utf8')
    .trimEnd()
    .split('\n');

describe('route measure', () => {
  test('tells from the recording what was simulated: demand, work, occupancy, use of skills', async () => {
    const ran = await gcforecast(testWorld(), [...MEASURE, '--json']);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const document = documentOf(ran);
    expect(document).toMatchObject({
      ...{ schema: 'gcforecast/routing@1', kind: 'measure', asOf: AS_OF, timeZone: 'UTC', granularity: 'PT30M' },
      period: { start: '2026-02-14T00:00:00Z', end: '2026-03-16T00:00:00Z' },
    });
    for (const [name, queueId] of [
      ['Billing', QUEUE.billing],
      ['Orders', QUEUE.orders],
      ['Support', QUEUE.support],
    ]) {
      const contacts = centre.contacts.filter(({ kind }) => kind.queueId === queueId);
      const inTime = contacts.filter(({ handling, endMs, offeredMs }) => handling && endMs - offeredMs <= 20_000);
      const queue = document.queues.find(({ queueName }) => queueName === name);
      expect(queue?.offered).toBe(contacts.length);
      expect(queue?.serviceLevelFraction).toBeCloseTo(inTime.length / contacts.length, 12);
    }
    for (const { agentId, handled, onQueueSeconds, occupancyFraction } of document.agents) {
      expect(handled).toBe(handledBy(agentId));
      const busyMs = centre.contacts.reduce(
        (sum, { handling }) => sum + (handling?.agentId === agentId ? handling.handleMs : 0),
        0,
      );
      expect(occupancyFraction).toBeCloseTo(busyMs / 1000 / onQueueSeconds, 9);
    }
    expect(document.agents).toHaveLength(12);
    const unused = document.skills.filter(({ verdict }) => verdict !== 'used');
    expect(unused.map(({ agentId, skillName, verdict }) => [agentId, skillName, verdict])).toEqual(
      expect.arrayContaining([
        [agent(1), 'Complaints', 'other-skills'],
        [agent(8), 'Orders', 'other-queues'],
        [agent(9), 'Network', 'no-demand'],
        [agent(11), 'Technical', 'other-queues'],
      ]),
    );
    expect(unused).toHaveLength(4);
  });

  test('shows tables to people and writes files with the same numbers', async () => {
    const world = testWorld();
    const ran = await gcforecast(world, [...MEASURE, '--output', 'tables']);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toContain('Routing from 2026-02-14 to 2026-03-16 (UTC)');
    expect(ran.stdout).toMatch(/^Billing +voice +Invoices \+ French +\d/m);
    expect(ran.stdout).toContain('nobody asked for it while the agent was on queue');
    const names = ['agents.csv', 'demand.csv', 'queues.csv', 'skills.csv', 'work.csv'];
    expect(filesIn(world.cwd)).toEqual(names.map((name) => `tables/${name}`));
    for (const name of names) expect(ran.stdout).toContain(`written: tables/${name}\n`);
    const [header, ...rows] = linesOf(world, 'demand.csv');
    expect(header).toBe(
      'interval_start,interval_end,queue_id,queue_name,media_type,skill_ids,skill_names,offered,answered,abandoned,service_level,mean_wait_seconds,aht_seconds,erlangs',
    );
    expect(rows.reduce((sum, row) => sum + Number(row.split(',')[7]), 0)).toBe(centre.contacts.length);
    expect(linesOf(world, 'agents.csv')).toHaveLength(13);
    const given = [...centre.routing.agentSkills.values()].flat();
    expect(linesOf(world, 'skills.csv')).toHaveLength(given.length + 1);
    const work = linesOf(world, 'work.csv').slice(1);
    const handled = centre.contacts.filter(({ handling }) => handling !== undefined).length;
    expect(work.reduce((sum, row) => sum + Number(row.split(',')[7]), 0)).toBe(handled);
  });

  test('leaves only rows of the skill that is named, and whole sums of queues and agents', async () => {
    const ran = await live(['--skill', 'french', '--granularity', 'P1D', '--json']);
    const { demand, work, skills, agents } = documentOf(ran);
    expect(demand.length).toBe(2);
    for (const { skillNames } of [...demand, ...work]) expect(skillNames).toContain('French');
    expect(skills.map(({ agentId }) => agentId).toSorted()).toEqual([5, 6, 12].map(agent));
    expect(agents.every(({ agentId, handled }) => handled === handledBy(agentId))).toBe(true);
  });

  test('of one queue asks for its members only, whose time is that for all queues, and says what that means', async () => {
    const ran = await live(['--queue', 'orders', '--days', '14', '--granularity', 'P1D', '--json']);
    const { queues, agents, skills, warnings } = documentOf(ran);
    expect(queues.map(({ queueName, method }) => [queueName, method])).toEqual([['Orders', 'best-available']]);
    expect(agents.map(({ agentId }) => agentId)).toEqual([1, 2, 3, 4].map(agent));
    expect(agents.map(({ agentId, handled }) => handled === handledBy(agentId))).toEqual([true, true, true, true]);
    expect(skills.find(({ skillName }) => skillName === 'Complaints')?.verdict).toBe('no-demand');
    expect(warnings).toEqual(['the use of skills is judged by the demand of the named queues only']);
  });

  test('of one agent tells his rows only, under all of the demand', async () => {
    const ran = await live(['--user', 'agent 5', '--granularity', 'PT1H', '--json']);
    const { queues, agents, work } = documentOf(ran);
    expect(queues.map(({ offered }) => offered).reduce((a, b) => a + b)).toBe(centre.contacts.length);
    expect(agents.map(({ agentId }) => agentId)).toEqual([agent(5)]);
    expect(queues.map(({ queueName, members }) => [queueName, members])).toEqual([
      ['Orders', 4],
      ['Support', 5],
      ['Billing', 5],
    ]);
    expect(new Set(work.map(({ agentId }) => agentId))).toEqual(new Set([agent(5)]));
  });

  test('warns of queues that no program can repeat or that disregard skills', async () => {
    const queueSettings = new Map([
      [QUEUE.orders, { skillEvaluationMethod: 'ORACLE' }],
      [QUEUE.support, { skillEvaluationMethod: 'NONE' }],
    ]);
    const ran = await live(['--days', '3'], { centre: { ...centre, routing: { ...centre.routing, queueSettings } } });
    expect(ran.stderr).toContain('warning: Orders: routed in a way that only the service can repeat\n');
    expect(ran.stderr).toContain('warning: Support: disregards skills, so none is needed there\n');
    expect(ran.exitCode).toBe(0);
  });

  test('says how many contacts were handled by agents who are no members now', () =>
    withRouting(async (_, server) => {
      server.skills.leave(agent(12));
      const world = { ...testWorld(), env: environmentOf(server) };
      const ran = await gcforecast(world, [
        'route',
        'measure',
        '--as-of',
        AS_OF,
        '--granularity',
        'P1D',
        '--quiet',
        '--json',
      ]);
      const handled = centre.contacts.filter(({ handling }) => handling !== undefined).length;
      expect(documentOf(ran).warnings).toEqual([
        `${handledBy(agent(12))} of ${handled} handled contacts are those of agents who are no members now`,
      ]);
    }));

  test.each([
    [['--queue', 'Biling'], "'Biling' is not one of the 3 queues", "did you mean 'Billing'"],
    [['--user', 'nobody'], "'nobody' is not one of the 12 agents", 'check the name'],
    [['--skill', 'Frensh'], "'Frensh' is not one of the 6 skills", "did you mean 'French'"],
  ])('refuses a name that nobody has: %j, exit code 2', async (argv, error, hint) => {
    expectExplained(await live(argv), 2, error, hint);
  });

  test('of a time without contacts fails and says what would help: exit code 5', async () => {
    expectExplained(
      await live(['--as-of', '2026-02-01T06:00:00Z', '--days', '3']),
      5,
      'no contact came to 3 queues',
      '--days',
    );
  });

  test('with a page of members that stays away gives no shorter result: exit code 4', async () => {
    let ran: Ran | undefined;
    await withRouting(async (_, server) => {
      const path = `/api/v2/routing/queues/${QUEUE.billing}/members`;
      server.inject({ path, times: 6, fault: { kind: 'status', status: 503 } });
      ran = await gcforecast({ ...testWorld(), env: environmentOf(server) }, ['route', 'measure', '--as-of', AS_OF]);
    });
    expect(ran).toMatchObject({ exitCode: 4, stdout: '' });
  });

  test('writes nothing to the organisation', () =>
    withRouting(async (_, server) => {
      const world = { ...testWorld(), env: environmentOf(server) };
      await gcforecast(world, ['route', 'measure', '--as-of', AS_OF, '--days', '3']);
      const writes = server.requests.filter(({ method, path }) => method !== 'GET' && !/\/(query|token)$/.test(path));
      expect(writes).toEqual([]);
      expect(server.skills.skillsOf(agent(1))?.map(({ id }) => id)).toEqual([SKILL.complaints, SKILL.orders]);
    }));

  test('is what route alone points to, on stderr: exit code 2', async () => {
    const { stdout, stderr, exitCode } = await gcforecast(testWorld(), ['route']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(/^ +measure +demand/m);
    expectExplained(await gcforecast(testWorld(), ['route', 'mesure']), 2, 'Did you mean measure?', 'route --help');
  });

  test('is explained by its help, which names every option', async () => {
    const { stdout, exitCode } = await gcforecast(testWorld(), ['help', 'route']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('measure');
    const measure = await gcforecast(testWorld(), ['route', 'measure', '--help']);
    for (const option of ['--days', '--granularity', '--queue', '--user', '--skill', '--output', '--replay']) {
      expect(measure.stdout).toContain(option);
    }
  });
});
