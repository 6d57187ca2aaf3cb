import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reference } from '../staffing/reference.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { linesOf, readDocument, readOutput } from './forecast-file.ts';

const DEMO = resolve('fixtures/recordings/demo');
/** 100 contacts of 180 s in half an hour: 10 Erlangs, the published example of fixtures/reference/erlang. */
const TEN_ERLANGS = ['--volume', '100', '--interval', 'PT30M', '--aht', '180'];

const staff = (world: TestWorld, ...options: string[]): Promise<Ran> => gcforecast(world, ['staff', ...options]);

/** The document of a staffing that succeeds without a warning. */
async function staffed(world: TestWorld, ...options: string[]) {
  const ran = await staff(world, ...options, '--json');
  expect(ran.stderr).toBe('');
  expect(ran.exitCode).toBe(0);
  return JSON.parse(ran.stdout);
}

const numbersOf = (row: { callsPerInterval: number; intervalS: number; ahtS: number }): string[] => [
  ...['--volume', String(row.callsPerInterval), '--aht', String(row.ahtS)],
  ...['--interval', `PT${row.intervalS / 60}M`],
];

/** 0.8 as 80: percent without rounding errors. */
const percent = (fraction: number): string => String(Number((100 * fraction).toPrecision(12)));

function targetsOf(fraction: number | null, seconds: number | null, others: readonly [string, number | null][]) {
  const level = fraction === null ? ['--no-service-level'] : ['--service-level', `${percent(fraction)}/${seconds}`];
  return [...level, ...others.flatMap(([flag, value]) => (value === null ? [] : [flag, String(value)]))];
}

interface Point {
  readonly forecast: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly ahtSeconds?: number;
}

/** Half hours from 2026-07-06T07:00:00Z on, which is 08:00 in London. */
const times = (slot: number) => {
  const at = (slots: number) => new Date(Date.UTC(2026, 6, 6, 7) + slots * 1_800_000).toISOString().replace('.000', '');
  return { start: at(slot), end: at(slot + 1) };
};

const seriesOf = (key: object, points: readonly Point[]) => ({
  key,
  metric: 'offered',
  points: points.map((point, i) => ({ ...times(i), ...point })),
});

function writeForecast(world: TestWorld, series: readonly object[], changes: object = {}): string {
  const document = {
    schema: 'gcforecast/forecast@1',
    timeZone: 'Europe/London',
    intervalWidth: 0.8,
    series,
    ...changes,
  };
  writeFileSync(join(world.cwd, 'f.json'), JSON.stringify(document));
  return 'f.json';
}

describe('plain numbers, against values at 50 digits', () => {
  test.each(reference.required)(
    'Erlang C: $callsPerInterval contacts of $ahtS s in $intervalS s, $targetServiceLevel, ASA $targetAsaS, occupancy $maxOccupancy',
    async (row) => {
      const targets = targetsOf(row.targetServiceLevel, row.targetS, [
        ['--max-asa', row.targetAsaS],
        ['--max-occupancy', row.maxOccupancy],
      ]);
      const shrinkage = ['--shrinkage', String(row.shrinkage)];
      const { model, intervals } = await staffed(testWorld(), ...numbersOf(row), ...targets, ...shrinkage);
      expect(model).toBe('erlang-c');
      expect(intervals).toHaveLength(1);
      expect(intervals[0]).toMatchObject({ agents: row.out.agents, scheduledHeads: row.out.scheduledHeads });
      expect(intervals[0]).toMatchObject({ abandonment: null, stable: true, start: null, end: null });
      expect(intervals[0].erlangs).toBeCloseTo(row.out.load, 9);
      expect(intervals[0].asaSeconds).toBeCloseTo(row.out.asaS, 9);
      expect(intervals[0].occupancy).toBeCloseTo(row.out.occupancy, 12);
      if (row.out.serviceLevel === null) expect(intervals[0].serviceLevel).toBeNull();
      else expect(intervals[0].serviceLevel).toBeCloseTo(row.out.serviceLevel, 12);
    },
  );

  test.each(reference.requiredErlangA)(
    'Erlang A: $callsPerInterval contacts of $ahtS s, patience $patienceS s, $targetServiceLevelOffered, abandonment $maxAbandonment',
    async (row) => {
      const targets = targetsOf(row.targetServiceLevelOffered, row.targetS, [
        ['--max-abandon', row.maxAbandonment],
        ['--patience', row.patienceS],
      ]);
      const { model, patienceSeconds, intervals } = await staffed(testWorld(), ...numbersOf(row), ...targets);
      expect([model, patienceSeconds]).toEqual(['erlang-a', row.patienceS]);
      expect(intervals[0].agents).toBe(row.out.agents);
      expect(intervals[0].serviceLevel).toBeCloseTo(row.out.serviceLevelOffered, 12);
      expect(intervals[0].abandonment).toBeCloseTo(row.out.pAbandon, 12);
    },
  );

  test('the example without targets of its own gets 80/20', async () => {
    const { target, shrinkage, risk } = await staffed(testWorld(), ...TEN_ERLANGS);
    expect({ target, shrinkage, risk }).toEqual({
      target: { serviceLevel: 0.8, withinSeconds: 20 },
      shrinkage: 0,
      risk: 'mean',
    });
  });
});

describe('given agents are evaluated', () => {
  test('by Erlang C: 14 agents for 10 Erlangs', async () => {
    const [row] = reference.erlangC;
    const { intervals } = await staffed(testWorld(), ...numbersOf(row), '--agents', String(row.agents));
    expect(intervals[0].agents).toBe(14);
    expect(intervals[0].serviceLevel).toBeCloseTo(row.out.serviceLevel, 12);
  });

  test('by Erlang A: the table of Garnett, Mandelbaum and Reiman, 48 calls a minute, 50 agents', async () => {
    const [row] = reference.erlangA;
    const patience = ['--patience', String(row.patienceS)];
    const { intervals } = await staffed(testWorld(), ...numbersOf(row), ...patience, '--agents', String(row.agents));
    expect(intervals[0].abandonment).toBeCloseTo(row.out.pAbandon, 12);
    expect(intervals[0].asaSeconds).toBeCloseTo(row.out.asaAnsweredS, 9);
    expect(intervals[0].occupancy).toBeCloseTo(row.out.occupancy, 12);
  });

  test.each(reference.unstable.filter(({ agents }) => agents > 0))(
    '$agents agents for 10 Erlangs are unstable',
    async (row) => {
      const { intervals } = await staffed(testWorld(), ...numbersOf(row), '--agents', String(row.agents));
      expect(intervals[0]).toMatchObject({ serviceLevel: 0, asaSeconds: null, occupancy: 1, stable: false });
    },
  );

  test('an unstable queue is called so in the table', async () => {
    const { stdout } = await staff(testWorld(), ...TEN_ERLANGS, '--agents', '10');
    expect(stdout).toContain('What 10 agents reach by Erlang C: target 80 % within 20 s');
    expect(stdout).toMatch(/^100\.00 +180 +10 +10 +0\.0 +unstable +100\.0$/m);
    expect(stdout).toContain('Unstable: more work arrives than the agents can do, so the queue grows without end');
  });

  test('with patience no load is unstable: 1 agent for 10 Erlangs serves a tenth, and the others give up', async () => {
    const { intervals } = await staffed(testWorld(), ...TEN_ERLANGS, '--agents', '1', '--patience', '1000000');
    // One agent busy all the time serves 1800 / 180 = 10 of the 100.
    expect(intervals[0].abandonment).toBeCloseTo(0.9, 6);
    expect(intervals[0].stable).toBe(true);
  });
});

describe('an interval in which nothing arrives', () => {
  test('needs nobody, and has no measures', async () => {
    const { intervals } = await staffed(testWorld(), '--volume', '0', '--interval', 'PT30M', '--aht', '180');
    expect(intervals[0]).toMatchObject({ volume: 0, erlangs: 0, agents: 0, scheduledHeads: 0, stable: true });
    expect(intervals[0]).toMatchObject({ serviceLevel: null, asaSeconds: null, occupancy: null, abandonment: null });
  });

  test('leaves the least that are asked for idle', async () => {
    const options = ['--volume', '0', '--interval', 'PT30M', '--aht', '180', '--min-agents', '2', '--patience', '60'];
    const { intervals } = await staffed(testWorld(), ...options);
    expect(intervals[0]).toMatchObject({ agents: 2, occupancy: 0, serviceLevel: null, abandonment: null });
  });
});

describe('a forecast file', () => {
  test('gives each interval its volume, its handle time and its agents', async () => {
    const world = testWorld();
    // The loads of reference rows: 10 Erlangs need 14 agents, 95 need 103, 1.67 need 4.
    const points = [
      { forecast: 100, ahtSeconds: 180 },
      { forecast: 600, ahtSeconds: 285 },
      { forecast: 10, ahtSeconds: 300 },
    ];
    const { intervals } = await staffed(world, '--forecast', writeForecast(world, [seriesOf({}, points)]));
    expect(intervals.map(({ agents }: { agents: number }) => agents)).toEqual([14, 103, 4]);
    expect(intervals[1]).toMatchObject({
      start: '2026-07-06T07:30:00Z',
      end: '2026-07-06T08:00:00Z',
      volume: 600,
      ahtSeconds: 285,
    });
    expect(intervals[0].key).toBeUndefined();
  });

  test('--aht goes over the handle time of the file', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 100, ahtSeconds: 999 }])]);
    const { intervals } = await staffed(world, '--forecast', file, '--aht', '180');
    expect(intervals[0]).toMatchObject({ ahtSeconds: 180, agents: 14 });
  });

  test('several series are staffed apart, and carry their keys', async () => {
    const world = testWorld();
    const keys = [
      { queueId: 'b', queueName: 'Billing' },
      { queueId: 's', queueName: 'Sales' },
    ];
    const points = [{ forecast: 100, ahtSeconds: 180 }];
    const file = writeForecast(
      world,
      keys.map((key) => seriesOf(key, points)),
    );
    const { intervals } = await staffed(world, '--forecast', file, '--output', 's.csv');
    expect(intervals.map(({ key, agents }: { key: object; agents: number }) => ({ key, agents }))).toEqual(
      keys.map((key) => ({ key, agents: 14 })),
    );
    expect(linesOf(readOutput(world, 's.csv')).map((line) => [line['queue_name'], line['agents']])).toEqual([
      ['Billing', '14'],
      ['Sales', '14'],
    ]);
    expect((await staff(world, '--forecast', file)).stdout).toMatch(/^Sales +100 +7\.0 +7\.0 +14 +88\.8$/m);
  });

  test('the table shows local time of the forecast, 48 rows, and how many more there are', async () => {
    const world = testWorld();
    const points = Array.from({ length: 57 }, () => ({ forecast: 100, ahtSeconds: 180 }));
    const file = writeForecast(world, [seriesOf({}, points)]);
    const { stdout } = await staff(world, '--forecast', file, '--output', 'out.json');
    expect(stdout).toContain('Staffing by Erlang C: 80 % within 20 s (Europe/London)\n');
    expect(stdout).toMatch(/^2026-07-06 08:00 +100\.00 +180 +14 +14 +88\.8 +7\.8 +71\.4$/m);
    expect(stdout.match(/^2026-07-0/gm)).toHaveLength(48);
    expect(stdout).toContain('... and 9 more intervals\n\nwritten: out.json\n');
  });

  test('the table shows a CSV, which tells no zone, in that of --time-zone, and files stay in UTC', async () => {
    const world = testWorld();
    const { start, end } = times(0);
    writeFileSync(join(world.cwd, 'f.csv'), `interval_start,interval_end,forecasted_volume\n${start},${end},100\n`);
    const options = ['--forecast', 'f.csv', '--aht', '180', '--time-zone', 'Europe/London', '--output', 's.csv'];
    const { stdout } = await staff(world, ...options);
    expect(stdout).toMatch(/^2026-07-06 08:00 +100\.00 +180 +14 /m);
    expect(linesOf(readOutput(world, 's.csv'))[0]['start']).toBe('2026-07-06T07:00:00Z');
  });

  test('--min-agents holds where fewer would do, and nowhere else', async () => {
    const world = testWorld();
    const points = [
      { forecast: 100, ahtSeconds: 180 },
      { forecast: 10, ahtSeconds: 300 },
    ];
    const file = writeForecast(world, [seriesOf({}, points)]);
    const { target, intervals } = await staffed(world, '--forecast', file, '--min-agents', '6');
    // 14 and 4 by the reference rows.
    expect(intervals.map(({ agents }: { agents: number }) => agents)).toEqual([14, 6]);
    expect(target.minAgents).toBe(6);
  });

  test('series that were not forecast are named in a warning', async () => {
    const world = testWorld();
    const failed = [{ key: {}, code: 'GCF-DATA', message: 'Sales is too short' }];
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 100 }])], { failed });
    const ran = await staff(world, '--forecast', file, '--aht', '180');
    expect(ran.stderr).toBe('warning: not staffed, since it was not forecast: Sales is too short\n');
    expect(ran.exitCode).toBe(0);
  });
});

describe('the risk of the forecast', () => {
  const Z90 = 1.2815515655446004;
  /** A normal distribution, told by its bounds at 80 %. */
  const normal = (mean: number, deviation: number) => ({
    forecast: mean,
    lower: mean - Z90 * deviation,
    upper: mean + Z90 * deviation,
  });

  test('expected: 95 Erlangs with a standard error of 10 % need 109 agents for 80/20, as test/staffing/risk.test.ts has it', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [normal(600, 60)])]);
    const { risk, intervals } = await staffed(world, '--forecast', file, '--aht', '285', '--risk', 'expected');
    expect(risk).toBe('expected');
    expect(intervals[0].agents).toBe(109);
    expect(intervals[0].expectedServiceLevel).toBeGreaterThanOrEqual(0.8);
    // What 109 agents reach at the forecast itself is more.
    expect(intervals[0].serviceLevel).toBeGreaterThan(intervals[0].expectedServiceLevel);
  });

  test('expected, of 103 given agents: 63.3 %, from the same source', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [normal(600, 60)])]);
    const options = ['--forecast', file, '--aht', '285', '--risk', 'expected', '--agents', '103'];
    const { intervals } = await staffed(world, ...options);
    expect(intervals[0].expectedServiceLevel).toBeCloseTo(0.633, 2);
    expect((await staff(world, ...options)).stdout).toMatch(/ expected % /);
  });

  test('p90 of bounds at 80 % is the upper bound: 100 contacts, so 14 agents', async () => {
    const world = testWorld();
    const points = [{ forecast: 60, lower: 40, upper: 100, ahtSeconds: 180 }];
    const file = writeForecast(world, [seriesOf({}, points)]);
    const { intervals } = await staffed(world, '--forecast', file, '--risk', 'p90');
    expect(intervals[0]).toMatchObject({ volume: 60, agents: 14 });
  });

  test('p50 is the forecast itself', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 100, lower: 0, upper: 300, ahtSeconds: 180 }])]);
    expect((await staffed(world, '--forecast', file, '--risk', 'p50')).intervals[0].agents).toBe(14);
  });

  test('where no contact can come there is no service level to expect', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 0, lower: 0, upper: 0, ahtSeconds: 180 }])]);
    const { intervals } = await staffed(world, '--forecast', file, '--risk', 'expected');
    expect(intervals[0]).toMatchObject({ agents: 0, expectedServiceLevel: null, serviceLevel: null });
  });

  test('a low percentile may send nobody, with whom everybody gives up', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 2, lower: 0, upper: 5, ahtSeconds: 180 }])]);
    const options = ['--forecast', file, '--risk', 'p10', '--patience', '60'];
    const { intervals } = await staffed(world, ...options);
    expect(intervals[0]).toMatchObject({ agents: 0, serviceLevel: 0, abandonment: 1, asaSeconds: null });
  });

  test('the bounds of a CSV are taken as 80 %, with a warning, unless --interval-width tells', async () => {
    const world = testWorld();
    const header = 'interval_start,interval_end,forecasted_volume,confidence_lower,confidence_upper';
    writeFileSync(join(world.cwd, 'f.csv'), `${header}\n${times(0).start},${times(0).end},60,40,100\n`);
    const options = ['--forecast', 'f.csv', '--aht', '180'];
    const assumed = await staff(world, ...options, '--risk', 'p90', '--json');
    expect(assumed.stderr).toMatch(/^warning: the file does not tell how probable its bounds are: taken as 0\.8; /);
    expect(JSON.parse(assumed.stdout).intervals[0].agents).toBe(14);
    // At 90 % the upper bound is the 95th percentile.
    const told = await staffed(world, ...options, '--risk', 'p95', '--interval-width', '0.9');
    expect(told.intervals[0].agents).toBe(14);
    // Without risk the bounds do not matter.
    await staffed(world, ...options);
  });
});

describe('from the recorded demonstration to a staffing', () => {
  // Forecast once: half a year of half-hours takes a while.
  let made: Promise<{ json: string; csv: string }> | undefined;
  const halfHours = async () => {
    const world = testWorld();
    const options = ['--days', '2', '--granularity', 'PT30M', '--queue', 'Billing', '--output', 'f.csv', '--json'];
    const { stdout } = await gcforecast(world, ['forecast', '--model', 'level-shape', '--replay', DEMO, ...options]);
    return { json: stdout, csv: readOutput(world, 'f.csv') };
  };
  const worldWithForecast = async () => {
    made ??= halfHours();
    const { json, csv } = await made;
    const world = testWorld();
    writeFileSync(join(world.cwd, 'f.json'), json);
    writeFileSync(join(world.cwd, 'f.csv'), csv);
    return world;
  };

  test('the document: every half hour is staffed at its volume and handle time, and reaches its target', async () => {
    const world = await worldWithForecast();
    const { points } = readDocument(world, 'f.json').series[0];
    const { intervals } = await staffed(world, '--forecast', 'f.json', '--output', 's.json');
    expect(JSON.parse(readOutput(world, 's.json')).intervals).toEqual(intervals);
    expect(intervals).toHaveLength(96);
    for (const [i, interval] of intervals.entries()) {
      const { start, end, forecast, ahtSeconds } = points[i];
      expect(interval).toMatchObject({ start, end, volume: forecast, ahtSeconds, stable: true });
      expect(interval.serviceLevel).toBeGreaterThanOrEqual(0.8);
      expect(interval.agents).toBeGreaterThan(interval.erlangs);
    }
  });

  test('the CSV: the same agents, but for what rounding the volumes changes', async () => {
    const world = await worldWithForecast();
    const [exact, rounded] = [
      await staffed(world, '--forecast', 'f.json'),
      await staffed(world, '--forecast', 'f.csv', '--output', 's.csv'),
    ];
    const lines = linesOf(readOutput(world, 's.csv'));
    expect(Object.keys(lines[0]).join(',')).toBe(
      'start,end,volume,aht_seconds,erlangs,agents,scheduled_heads,service_level,asa_seconds,occupancy,abandonment,stable',
    );
    expect(lines.map((line) => Number(line['agents']))).toEqual(
      rounded.intervals.map(({ agents }: { agents: number }) => agents),
    );
    for (const [i, { agents, volume }] of exact.intervals.entries()) {
      expect(Math.abs(rounded.intervals[i].volume - volume)).toBeLessThanOrEqual(0.005001);
      expect(Math.abs(rounded.intervals[i].agents - agents)).toBeLessThanOrEqual(1);
    }
  });

  test('more certainty never takes fewer agents', async () => {
    const world = await worldWithForecast();
    const agentsAt = async (risk: string): Promise<number[]> =>
      (await staffed(world, '--forecast', 'f.json', '--risk', risk)).intervals.map(
        ({ agents }: { agents: number }) => agents,
      );
    const [mean, p80, p95] = [await agentsAt('mean'), await agentsAt('p80'), await agentsAt('p95')];
    for (const [i, agents] of mean.entries()) {
      expect(p80[i]).toBeGreaterThanOrEqual(agents);
      expect(p95[i]).toBeGreaterThanOrEqual(p80[i]);
    }
    expect(p95.some((agents, i) => agents > mean[i])).toBe(true);
  });

  test('a daily forecast is refused, as a document and as CSV', async () => {
    const world = testWorld();
    for (const file of ['f.json', 'f.csv']) {
      await gcforecast(world, ['forecast', '--model', 'naive', '--replay', DEMO, '--days', '2', '--output', file]);
      const ran = await staff(world, '--forecast', file, '--aht', '240');
      expectExplained(ran, 2, /interval at 2019-01-01T00:00:00Z is a day or longer/, /forecast --granularity PT30M/);
    }
  });
});

describe('what cannot be staffed is refused with the next step', () => {
  const NUMBERS = ['--volume', '100', '--interval', 'PT30M'];

  test.each<[options: string[], error: string | RegExp, hint: string | RegExp]>([
    [[], 'region is not set', 'GENESYSCLOUD_REGION'],
    [NUMBERS, 'there is no average handle time', '--aht 240'],
    [['--volume', '100', '--aht', '240'], '--volume needs an interval', '--interval PT30M'],
    [['--volume', '100', '--aht', '240', '--interval', 'P1D'], '--interval P1D is a day', 'PT15M, PT30M or PT1H'],
    [['--volume', '100', '--aht', '240', '--interval', '30'], '--interval 30 is no part of a day', 'PT30M'],
    [[...TEN_ERLANGS, '--forecast', 'f.json'], /'--forecast <file>' cannot be used with option '--volume/, '--help'],
    [[...TEN_ERLANGS, '--service-level', '80'], 'did you mean 80/20?', '--help'],
    [[...TEN_ERLANGS, '--service-level', '0/20'], 'above 1 and below 100', '--help'],
    [[...TEN_ERLANGS, '--service-level', '1/20'], 'above 1 and below 100', '--help'],
    [[...TEN_ERLANGS, '--service-level', '100/20'], 'above 1 and below 100', '--help'],
    [['--volume', '-1'], 'Give a number of contacts, 0 or more', '--help'],
    [[...NUMBERS, '--aht', '0'], 'Give a number above 0', '--help'],
    [[...NUMBERS, '--aht', '-240'], 'Give a number above 0', '--help'],
    [[...NUMBERS, '--aht', '1e300'], 'average handle time must be between', 'units'],
    [[...NUMBERS, '--aht', '1e11'], 'check the units', 'units'],
    [[...TEN_ERLANGS, '--agents', '0'], 'Give a whole number from 1', '--help'],
    [[...TEN_ERLANGS, '--agents', '-3'], 'Give a whole number from 1', '--help'],
    [[...TEN_ERLANGS, '--agents', '14', '--max-asa', '20'], /'--agents <n>' cannot be used with option '--max-asa/, ''],
    [[...TEN_ERLANGS, '--agents', '14', '--risk', 'p80'], '--agents and --risk p80 exclude each other', 'leave one'],
    [[...TEN_ERLANGS, '--patience', '0'], 'Give a number above 0', '--help'],
    [[...TEN_ERLANGS, '--patience', '-1'], 'Give a number above 0', '--help'],
    [[...TEN_ERLANGS, '--max-occupancy', '1.1'], 'above 0 and at most 1', '--help'],
    [[...TEN_ERLANGS, '--max-occupancy', '85'], 'above 0 and at most 1', '--help'],
    [[...TEN_ERLANGS, '--max-occupancy', '0'], 'above 0 and at most 1', '--help'],
    [[...TEN_ERLANGS, '--max-asa', '0'], 'Give a number above 0', '--help'],
    [[...TEN_ERLANGS, '--max-abandon', '5', '--patience', '60'], 'above 0 and below 1', '--help'],
    [[...TEN_ERLANGS, '--max-abandon', '0', '--patience', '60'], 'above 0 and below 1', '--help'],
    [[...TEN_ERLANGS, '--max-abandon', '0.05'], '--max-abandon needs a patience', '--patience 120'],
    [[...TEN_ERLANGS, '--shrinkage', '1'], 'Give a share from 0 to below 1', '--help'],
    [[...TEN_ERLANGS, '--shrinkage', '30'], 'Give a share from 0 to below 1', '--help'],
    [[...TEN_ERLANGS, '--min-agents', '-1'], 'Give a whole number from 0', '--help'],
    [[...TEN_ERLANGS, '--risk', 'p80'], '--risk p80 needs the bounds of a forecast', '--forecast forecast.json'],
    [[...TEN_ERLANGS, '--risk', 'expected'], '--risk expected needs the bounds', '--forecast forecast.json'],
    [[...TEN_ERLANGS, '--risk', 'high'], 'Give mean, expected, or a percentile', '--help'],
    [[...TEN_ERLANGS, '--no-service-level'], 'without a service level there is no target', '--max-asa 20'],
    [['--forecast', 'f.json', '--no-service-level', '--max-asa', '9', '--risk', 'expected'], 'expects a', '80/20'],
    [[...TEN_ERLANGS, '--output', 'staffing.xlsx'], 'files cannot be written as .xlsx', '.csv or .json'],
    [['--forecast', 'none.json'], 'there is no such file', 'check the path'],
  ])('%j', async (options, error, hint) => {
    const world = testWorld();
    expectExplained(await staff(world, ...options), 2, error, hint);
    expect(filesIn(world.cwd)).toEqual([]);
  });

  test('a forecast without handle time, naming the first interval that has none', async () => {
    const world = testWorld();
    const points = [{ forecast: 100, ahtSeconds: 180 }, { forecast: 100 }];
    const ran = await staff(world, '--forecast', writeForecast(world, [seriesOf({}, points)]));
    expectExplained(ran, 2, 'forecast of all contacts has none at 2026-07-06T07:30:00Z', '--aht 240');
  });

  test('the risk of a forecast without bounds', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 100, ahtSeconds: 180 }])]);
    const ran = await staff(world, '--forecast', file, '--risk', 'p80');
    expectExplained(ran, 2, '--risk p80 needs bounds', 'gcforecast forecast, which gives bounds');
  });

  test('another width than that of the file', async () => {
    const world = testWorld();
    const file = writeForecast(world, [seriesOf({}, [{ forecast: 100, ahtSeconds: 180 }])]);
    const ran = await staff(world, '--forecast', file, '--interval-width', '0.95');
    expectExplained(ran, 2, 'hold with a probability of 0.8, not 0.95', 'leave out --interval-width');
  });

  test('the staffing itself, a history, and half a document', async () => {
    const world = testWorld();
    await staff(world, ...TEN_ERLANGS, '--output', 's.json');
    writeFileSync(join(world.cwd, 'history.csv'), 'interval_start,offered\n2026-01-05,3\n');
    writeFileSync(join(world.cwd, 'half.json'), '{"schema":"gcforecast/forecast@1","ser');
    const again = 'make the forecast again';
    expectExplained(await staff(world, '--forecast', 's.json'), 2, 'it holds gcforecast/staffing@1', again);
    expectExplained(await staff(world, '--forecast', 'history.csv'), 2, 'no column interval_end', again);
    expectExplained(await staff(world, '--forecast', 'half.json'), 2, 'not whole as JSON', again);
  });
});

test('a forecast may come on standard input', async () => {
  const text = JSON.stringify({
    schema: 'gcforecast/forecast@1',
    timeZone: 'UTC',
    intervalWidth: 0.8,
    series: [seriesOf({}, [{ forecast: 100, ahtSeconds: 180 }])],
  });
  const { intervals } = await staffed(testWorld({ stdin: text }), '--forecast', '-');
  expect(intervals[0].agents).toBe(14);
});

test('the help has examples', async () => {
  const { stdout, exitCode } = await staff(testWorld(), '--help');
  expect(stdout).toMatch(/\nExamples:\n( {2}.*\n)* {2}gcforecast staff --volume 100 --interval PT30M --aht 240\n/);
  expect(stdout).toContain('default: 80/20');
  expect(exitCode).toBe(0);
});
