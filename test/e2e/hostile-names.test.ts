import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withServer } from '../genesys-server/asking.ts';
import { type ScriptedVolume, scriptedCentre } from '../genesys-server/scripted-centre.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { environmentOf } from './organisation.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const AS_OF = ['--as-of', '2026-02-02T00:00:00Z'];

/** What an administrator, or somebody in his place, could call a queue. */
const NAMES = [
  '../../../escaped',
  '=HYPERLINK("http://evil.example","Click")',
  '+1+cmd|calc!A0',
  '@SUM(A1:A9)',
  '-2+3',
  '\t=1+1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '\u001b]0;owned\u0007\u001b[31mred',
  'two\r\nlines',
  '\u202egnp.exe',
];

const queues = NAMES.map((name, i) => ({ id: `00000000-0000-4000-8000-0000000000${10 + i}`, name }));

const volumes: ScriptedVolume[] = queues.flatMap(({ id }, q) =>
  Array.from({ length: 28 }, (_, day) => ({
    queueId: id,
    mediaType: 'voice',
    start: new Date(START_MS + day * DAY_MS).toISOString(),
    end: new Date(START_MS + (day + 1) * DAY_MS).toISOString(),
    metrics: { nOffered: 20 + day + q, tHandle: { count: 20, sum: 4_000_000 } },
  })),
);

async function atHostileCentre(argv: readonly string[], id?: string) {
  const centre = scriptedCentre({ queues, volumes });
  const organization = id === undefined ? centre.organization : { id, name: 'Hostile' };
  return withServer({ centre: { ...centre, organization } }, async (server) => {
    const world = { ...testWorld(), env: environmentOf(server) };
    return { world, ran: await gcforecast(world, argv) };
  });
}

const inFile = (world: TestWorld, name: string) => readFileSync(join(world.cwd, name), 'utf8');

/** Cells that begin as a formula does. */
const formulas = (csv: string): string[] =>
  csv.match(/(^|,)"?[=+@\t\r-][^\d"]?[^,\n]*/gm)?.filter((cell) => !/^,?-?\d/.test(cell)) ?? [];

describe('names that are meant to do harm', () => {
  test('are no formulas in the CSV of a forecast, and make no files of their own', async () => {
    const { world, ran } = await atHostileCentre([
      'forecast',
      '--by',
      'queue',
      '--days',
      '2',
      '--history-days',
      '28',
      '--jobs',
      '1',
      ...AS_OF,
    ]);
    expect(ran.exitCode).toBe(0);
    const csv = inFile(world, 'wfm_volume_forecast.csv');
    expect(csv).toContain("'=HYPERLINK");
    expect(formulas(csv)).toEqual([]);
    expect(filesIn(world.cwd)).toEqual(['wfm_volume_forecast.csv']);
    expect(existsSync(join(dirname(world.cwd), 'escaped'))).toBe(false);
    for (const text of [ran.stdout, ran.stderr]) {
      for (const control of ['\u001b', '\u0007', '\u202e', '\r']) expect(text).not.toContain(control);
    }
  });

  test('are no formulas in the CSV of a report or of a fetch, and text in its HTML', async () => {
    const report = await atHostileCentre([
      'report',
      '--last',
      '7d',
      '--group-by',
      'queue',
      '--formats',
      'csv,html',
      ...AS_OF,
    ]);
    expect(report.ran.exitCode).toBe(0);
    expect(formulas(inFile(report.world, 'report.csv'))).toEqual([]);
    const html = inFile(report.world, 'report.html');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&quot;&gt;&lt;img src=x');
    expect(html).not.toMatch(/<(script|img)|<td[^>]*'/i);
    const fetched = await atHostileCentre(['fetch', '--days', '7', ...AS_OF, '--output', 'out.csv']);
    expect(formulas(inFile(fetched.world, 'out.csv'))).toEqual([]);
  });

  test.each(['..', '../..', '/etc', '.', '..\\..', 'a/b', '\u0000'])(
    'an organisation called %j has its history in a folder of the data directory',
    async (id) => {
      const { world, ran } = await atHostileCentre(['fetch', '--days', '3', ...AS_OF], id);
      expect(ran.exitCode).toBe(0);
      const stores = filesIn(world.homeDirectory).filter((name) => name.endsWith('/store.json'));
      // history/<host>/<organisation>/store.json
      expect(stores).toEqual([
        expect.stringMatching(/^\.local\/share\/gcforecast\/history\/[^/]+\/[^/]+\/store\.json$/),
      ]);
    },
  );
});

describe('files that are meant to do harm', () => {
  const manifestWith = (file: string) => ({
    format: 1,
    recordedAt: '2026-01-05T00:00:00Z',
    ...{ apiUrl: 'https://api.example', loginUrl: 'https://login.example', toolVersion: '0', notes: {} },
    exchanges: [{ file, request: { method: 'GET', path: '/api/v2/routing/queues', query: {} } }],
  });

  test.each(['../outside.json', '/etc/passwd', 'sub/../../outside.json'])(
    'a recording that names %s reads nothing outside its folder',
    async (file) => {
      const world = testWorld();
      mkdirSync(join(world.cwd, 'recording'));
      writeFileSync(join(world.cwd, 'outside.json'), '{}');
      writeFileSync(join(world.cwd, 'recording', 'recording.json'), JSON.stringify(manifestWith(file)));
      const ran = await gcforecast(world, ['forecast', '--replay', 'recording']);
      expectExplained(ran, 2, '1 of 1 exchanges are not there', /./);
    },
  );

  test.each(['../report', 'a/b', 'a\\b'])('a report called %s is refused', async (name) => {
    const world = testWorld();
    writeFileSync(join(world.cwd, 'definition.json'), JSON.stringify({ output: { name } }));
    const ran = await gcforecast(world, ['report', '--definition', 'definition.json', '--last', '7d']);
    expectExplained(ran, 2, 'holds a folder', '--output-dir');
    expect(filesIn(world.cwd)).toEqual(['definition.json']);
  });

  test('folders that only look like parts of a sharded run are not read', async () => {
    const world = testWorld();
    for (const part of ['part-..-of-00001', 'part-00000-of-00001x', 'part-0-of-1']) {
      mkdirSync(join(world.cwd, 'parts', part), { recursive: true });
    }
    expectExplained(await gcforecast(world, ['merge', 'parts']), 5, 'there are no parts in', 'run the shards first');
  });
});
