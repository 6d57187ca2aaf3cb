import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { environmentOf } from './organisation.ts';

test.each([
  ['one series', ['--queue', 'Billing', '--media', 'voice']],
  ['many series', ['--by', 'queue,media']],
])(
  'the progress line of a forecast of %s never passes its total, and every phase has a name of its own',
  (_, selection) =>
    withServer({ centre: smallCentre }, async (server) => {
      let nowMs = Date.now();
      const world = {
        ...testWorld({ env: environmentOf(server) }),
        // Each look at the clock is later than the one before, so that each step is drawn.
        nowMs: () => {
          nowMs += 200;
          return nowMs;
        },
      };
      const history = ['--history-days', '90', '--as-of', '2025-12-10T00:00:00Z', ...selection];
      const argv = ['forecast', '--model', 'naive', '--jobs', '1', ...history];
      const { exitCode, stderr } = await gcforecast(world, argv, 100);
      expect(exitCode, stderr).toBe(0);
      const drawn = stripVTControlCharacters(stderr).split('\r');
      const counted = drawn.flatMap((line) => [...line.matchAll(/^(.+) (\d+)\/(\d+) \(/g)]);
      expect(new Set(counted.map(([, title]) => title))).toEqual(new Set(['fetching history', 'forecasting series']));
      for (const [line, , done, total] of counted) expect(Number(done), line).toBeLessThanOrEqual(Number(total));
    }),
);
