import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { smallCentre, smallRecords } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { linesOf, readOutput } from './forecast-file.ts';
import { AGGREGATES, environmentOf, QUEUES } from './organisation.ts';

// The hundred days of the small centre are 2025-09-01 to 2025-12-09.
const FETCH = ['fetch', '--days', '100', '--as-of', '2025-12-10T00:00:00Z'];

const worldOf = (server: GenesysServer, home?: TestWorld): TestWorld => ({
  ...(home ?? testWorld()),
  env: environmentOf(server),
});

const atSmallCentre = (work: (server: GenesysServer) => Promise<void>) => withServer({ centre: smallCentre }, work);

const aggregatesOf = (server: GenesysServer) => server.requests.filter(({ path }) => path === AGGREGATES).length;

/** Every file of the local history by its path below the home directory, with its bytes. */
const historyOf = (world: TestWorld) => {
  const history = join(world.homeDirectory, '.local/share/gcforecast/history');
  return Object.fromEntries(
    filesIn(history).map((name) => [name, readFileSync(join(history, name)).toString('base64')]),
  );
};

describe('a flat listing', () => {
  test('has the records of the service, and zeros where nothing happened', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      const ran = await gcforecast(world, [...FETCH, '--output', 'h.csv']);
      expect(ran.stderr).toBe('');
      const lines = linesOf(readOutput(world, 'h.csv'));
      expect(lines).toHaveLength(300);
      const key = (start: string, queue: string) => `${start} ${queue}`;
      const records = new Map(
        smallRecords.map((record) => [
          key(new Date(record.intervalStart * 1000).toISOString().replace('.000', ''), record.queueId),
          record,
        ]),
      );
      for (const line of lines) {
        const record = records.get(key(line['interval_start'], line['queue_id']));
        expect(Number(line['offered'])).toBe(record?.offered ?? 0);
        expect(Number(line['conversations'])).toBe(record?.conversations ?? 0);
        expect(Number(line['handle_seconds'])).toBe(record?.handleSeconds ?? 0);
        expect(Number(line['service_level_denominator'])).toBe(record?.serviceLevelDenominator ?? 0);
      }
    }));

  test('A.5: a total is one row per queue and media type, and a last row All, with the pooled handle time', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, [...FETCH, '--granularity', 'total', '--output', 't.csv']);
      const lines = linesOf(readOutput(world, 't.csv'));
      expect(lines.map((line) => [line['queue_name'], line['media_type']])).toEqual([
        ['Billing', 'voice'],
        ['Sales', 'voice'],
        ['Support', 'callback'],
        ['All', 'All'],
      ]);
      const sum = (pick: (record: (typeof smallRecords)[number]) => number) =>
        smallRecords.reduce((total, record) => total + pick(record), 0);
      const all = lines[3];
      expect(Number(all['offered'])).toBe(sum(({ offered }) => offered));
      // To the millisecond, as the service counts.
      expect(Number(all['handle_seconds'])).toBeCloseTo(
        sum(({ handleSeconds }) => handleSeconds),
        3,
      );
      const pooled = sum(({ handleSeconds }) => handleSeconds) / sum(({ handled }) => handled);
      expect(Number(all['average_handle_seconds'])).toBeCloseTo(pooled, 9);
    }));

  test('keeps apart what --by names, and lists what --queue and --media choose', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      const listed = async (...options: string[]) => {
        const ran = await gcforecast(world, [...FETCH, '--granularity', 'total', '--output', 't.csv', ...options]);
        expect(ran.exitCode).toBe(0);
        return linesOf(readOutput(world, 't.csv')).map((line) => [line['queue_name'], line['media_type']]);
      };
      expect(await listed('--by', 'media')).toEqual([
        ['', 'callback'],
        ['', 'voice'],
        ['All', 'All'],
      ]);
      expect(await listed('--queue', 'sales')).toEqual([
        ['Sales', 'voice'],
        ['All', 'All'],
      ]);
      expect(await listed('--media', 'callback')).toEqual([
        ['Support', 'callback'],
        ['All', 'All'],
      ]);
    }));

  test('is the same as CSV, as JSON lines and as Parquet', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      for (const name of ['h.csv', 'h.json', 'h.parquet']) await gcforecast(world, [...FETCH, '--output', name]);
      const lines = linesOf(readOutput(world, 'h.csv'));
      const objects = readOutput(world, 'h.json')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(
        objects.map((object) =>
          Object.fromEntries(Object.entries(object).map(([name, value]) => [name, String(value)])),
        ),
      ).toEqual(lines);
      const { DuckDBInstance } = await import('@duckdb/node-api');
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      const path = join(world.cwd, 'h.parquet');
      const sums = await connection.runAndReadAll(`SELECT count(*), sum(offered) FROM read_parquet('${path}')`);
      connection.closeSync();
      expect(sums.getRows()[0]?.map(Number)).toEqual([
        300,
        smallRecords.reduce((sum, { offered }) => sum + offered, 0),
      ]);
    }));

  test('on stdout is a table, or the document of --json', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      const table = await gcforecast(world, FETCH);
      expect(table.stdout).toContain('Volumes of 2025-09-01 to 2025-12-10 (UTC), inbound');
      expect(table.stdout).toContain('fetched: 2025-09-01 to 2025-12-10\n');
      const { stdout } = await gcforecast(world, [...FETCH, '--json', '--output', 'h.csv']);
      expect(JSON.parse(stdout)).toMatchObject({
        schema: 'gcforecast/fetch@1',
        granularity: 'P1D',
        start: '2025-09-01T00:00:00Z',
        end: '2025-12-10T00:00:00Z',
        fetched: [],
        files: ['h.csv'],
      });
    }));
});

describe('the local history', () => {
  test('is after two fetches what it is after one, and the second asks for nothing', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, FETCH);
      const [once, asked] = [historyOf(world), server.requests.length];
      const again = await gcforecast(world, FETCH);
      expect(again.stdout).toContain('fetched: nothing, the local history had it all');
      expect(historyOf(world)).toEqual(once);
      expect(server.requests.slice(asked).map(({ path }) => path)).toEqual([]);
    }));

  test('ends byte for byte the same when a fetch was interrupted and resumed, and keeps what was whole', () =>
    atSmallCentre(async (server) => {
      const [undisturbed, broken] = [worldOf(server), worldOf(server)];
      await gcforecast(undisturbed, FETCH);
      server.inject({ path: AGGREGATES, after: 2, times: 2, fault: { kind: 'status', status: 400 } });
      const failed = await gcforecast(broken, FETCH);
      expect(failed.exitCode).not.toBe(0);
      const asked = aggregatesOf(server);
      expect((await gcforecast(broken, FETCH)).exitCode).toBe(0);
      expect(aggregatesOf(server) - asked).toBeLessThan(4);
      expect(historyOf(broken)).toEqual(historyOf(undisturbed));
    }));

  test('is topped up by what is new and what the service may still have corrected: the last two days', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, ['fetch', '--days', '50', '--as-of', '2025-12-01T00:00:00Z']);
      const { stdout } = await gcforecast(world, ['fetch', '--days', '50', '--as-of', '2025-12-05T00:00:00Z']);
      expect(stdout).toContain('fetched: 2025-11-29 to 2025-12-05\n');
    }));

  test('with --no-fetch is listed and forecast without asking anything, also by the name of a queue', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, FETCH);
      await gcforecast(world, [
        'forecast',
        '--history-days',
        '100',
        '--as-of',
        '2025-12-10T00:00:00Z',
        '--output',
        'a.csv',
      ]);
      const asked = server.requests.length;
      const listed = await gcforecast(world, [...FETCH, '--no-fetch', '--queue', 'Billing']);
      expect(listed.stdout).toContain('Billing');
      expect(listed.stdout).not.toContain('Sales');
      await gcforecast(world, ['forecast', '--no-fetch', '--as-of', '2025-12-10T00:00:00Z', '--output', 'b.csv']);
      expect(readOutput(world, 'b.csv')).toBe(readOutput(world, 'a.csv'));
      expect(server.requests.length).toBe(asked);
    }));

  test('that is not there is said, with --no-fetch', () =>
    atSmallCentre(async (server) => {
      expectExplained(
        await gcforecast(worldOf(server), [...FETCH, '--no-fetch']),
        2,
        'no local history',
        'gcforecast fetch',
      );
    }));

  test('with a damaged file is not read: the file is named, and fetched again once it is moved away', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, FETCH);
      const sound = historyOf(world);
      const history = join(world.homeDirectory, '.local/share/gcforecast/history');
      const [name] = Object.keys(sound).filter((file) => file.endsWith('2025-10.parquet'));
      const bytes = readFileSync(join(history, name));
      writeFileSync(join(history, name), bytes.subarray(0, bytes.length / 2));
      expectExplained(await gcforecast(world, FETCH), 5, '2025-10.parquet', /move|remove/);
      rmSync(join(history, name));
      const again = await gcforecast(world, FETCH);
      expect(again.stdout).toContain('fetched: 2025-10-01 to 2025-11-01\n');
      expect(historyOf(world)).toEqual(sound);
    }));

  test('is written by one program at a time; the second is told by whom, and to try later', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, ['fetch', '--days', '3', '--as-of', '2025-12-10T00:00:00Z']);
      server.inject({ path: AGGREGATES, times: 1, fault: { kind: 'delay', ms: 400 } });
      const [first, second] = await Promise.all([gcforecast(world, FETCH), gcforecast(world, FETCH)]);
      const [done, refused] = first.exitCode === 0 ? [first, second] : [second, first];
      expect(done.exitCode).toBe(0);
      expectExplained(refused, 75, /writ/, /later|again/);
    }));

  test('of one service is never read for another', () =>
    atSmallCentre((one) =>
      atSmallCentre(async (other) => {
        const world = worldOf(one);
        await gcforecast(world, FETCH);
        const asked = aggregatesOf(other);
        await gcforecast(worldOf(other, world), FETCH);
        expect(aggregatesOf(other)).toBeGreaterThan(asked);
      }),
    ));

  test('of a recording is gone with the run', async () => {
    const world = testWorld();
    const ran = await gcforecast(world, ['fetch', '--days', '730', '--replay', resolve('fixtures/recordings/demo')]);
    expect(ran.exitCode).toBe(0);
    expect(filesIn(world.homeDirectory)).toEqual([]);
  });

  test('does not shorten a recording, which can be replayed without it', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      const forecast = ['forecast', '--history-days', '100', '--output'];
      const asOf = ['--as-of', '2025-12-10T00:00:00Z'];
      await gcforecast(world, [...forecast, 'a.csv', ...asOf]);
      await gcforecast(world, [...forecast, 'b.csv', ...asOf, '--record', 'recording']);
      const elsewhere = { ...testWorld(), cwd: world.cwd };
      expect((await gcforecast(elsewhere, [...forecast, 'c.csv', '--replay', 'recording'])).exitCode).toBe(0);
      expect(readOutput(world, 'b.csv')).toBe(readOutput(world, 'a.csv'));
      expect(readOutput(world, 'c.csv')).toBe(readOutput(world, 'a.csv'));
    }));

  test('takes the listing of another system, from which the same is forecast', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, [...FETCH, '--output', 'h.csv']);
      const forecast = ['forecast', '--no-fetch', '--queue', 'Billing', '--as-of', '2025-12-10T00:00:00Z', '--output'];
      await gcforecast(world, [...forecast, 'a.csv']);
      const elsewhere = { ...worldOf(server), cwd: world.cwd };
      const imported = await gcforecast(elsewhere, ['fetch', '--from-csv', 'h.csv', '--as-of', '2025-12-10T00:00:00Z']);
      expect(imported.stdout).toContain('imported: 300 rows');
      expect((await gcforecast(elsewhere, [...forecast, 'b.csv'])).exitCode).toBe(0);
      expect(readOutput(world, 'b.csv')).toBe(readOutput(world, 'a.csv'));
    }));
});

describe('a saved answer that nests media types in queues', () => {
  const answer = {
    partitions: [
      {
        entityId: 'q1',
        entityName: 'Billing',
        partitions: [
          { entityName: 'voice', metrics: { conversationCount: { value: 12 }, handleTimeAvg: { value: 240.5 } } },
          { entityName: 'chat', metrics: { conversationCount: { value: 3 } } },
        ],
      },
      { entityId: 'q2', entityName: 'Sales', metrics: { conversationCount: { value: 5 } } },
    ],
  };
  const worldWith = (text: string) => {
    const world = testWorld();
    writeFileSync(join(world.cwd, 'answer.json'), text);
    return world;
  };

  test('A.5.5: is listed flat, what it does not say is empty and not 0, and nothing is asked', async () => {
    const world = worldWith(JSON.stringify(answer));
    const ran = await gcforecast(world, ['fetch', '--from-json', 'answer.json', '--output', 'flat.csv']);
    expect(ran.exitCode).toBe(0);
    expect(readOutput(world, 'flat.csv')).toBe(
      'queue_id,queue_name,media_type,conversations,average_handle_seconds\n' +
        'q1,Billing,voice,12,240.5\n' +
        'q1,Billing,chat,3,\n' +
        'q2,Sales,All,5,\n' +
        ',All,All,20,\n',
    );
  });

  test.each([
    { what: 'no JSON', text: '{', exitCode: 2, error: 'is not JSON' },
    { what: 'of another shape', text: '{"partitions":[{"metrics":{}}]}', exitCode: 6, error: 'partitions.0.entityId' },
  ])('that is $what is refused', async ({ text, exitCode, error }) => {
    const ran = await gcforecast(worldWith(text), ['fetch', '--from-json', 'answer.json', '--output', 'flat.csv']);
    expectExplained(ran, exitCode, error, /./);
  });
});

describe('what cannot be is explained', () => {
  test.each([
    {
      what: 'a range that ends before it starts',
      options: ['--from', '2025-12-01', '--to', '2025-11-01'],
      error: 'ends before it starts',
    },
    { what: 'a range in the future', options: ['--from', '2027-01-01'], error: 'ends before it starts' },
    { what: 'a date that is none', options: ['--from', '2025-02-30'], error: '--from' },
    { what: 'an ending that no file has', options: ['--output', 'h.xls'], error: '.xls' },
    {
      what: 'a Parquet file of totals',
      options: ['--granularity', 'total', '--output', 'h.parquet'],
      error: 'Parquet',
    },
    { what: 'an unknown queue', options: ['--queue', 'Biling'], error: "no queue 'Biling'" },
    {
      what: 'a file beside a recording',
      options: ['--from-csv', 'a.csv', '--replay', 'x'],
      error: 'exclude each other',
    },
  ])('$what', ({ options, error }) =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      const ran = await gcforecast(world, ['fetch', '--as-of', '2025-12-10T00:00:00Z', ...options]);
      expectExplained(ran, 2, error, /./);
      expect(filesIn(world.cwd)).toEqual([]);
    }),
  );

  test('a listing with a bad line names it, and nothing is stored', () =>
    atSmallCentre(async (server) => {
      const world = worldOf(server);
      await gcforecast(world, [...FETCH, '--output', 'h.csv']);
      const lines = readOutput(world, 'h.csv').split('\n');
      lines[3] = lines[3].replace(/,\d+$/, ',-5');
      writeFileSync(join(world.cwd, 'bad.csv'), lines.join('\n'));
      const elsewhere = { ...worldOf(server), cwd: world.cwd };
      const ran = await gcforecast(elsewhere, ['fetch', '--from-csv', 'bad.csv', '--as-of', '2025-12-10T00:00:00Z']);
      expectExplained(ran, 2, /line 4/, /./);
      expect(Object.keys(historyOf(elsewhere)).filter((name) => name.endsWith('.parquet'))).toEqual([]);
    }));

  test('queues that the client may not list are counted, since permissions may hide them', () =>
    atSmallCentre(async (server) => {
      const [first] = smallCentre.queues;
      server.inject({
        path: QUEUES,
        fault: {
          kind: 'wrong-shape',
          body: { entities: [{ id: first.id, name: first.name }], pageCount: 1, pageNumber: 1 },
        },
      });
      const { stderr } = await gcforecast(worldOf(server), FETCH);
      expect(stderr).toContain('2 queues with contacts are not among the 1 that this client may list');
    }));
});
