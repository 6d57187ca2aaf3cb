import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withServer } from '../genesys-server/asking.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { gcforecast, testWorld } from '../support/test-world.ts';
import { environmentOf } from './organisation.ts';

const START = Date.UTC(2026, 0, 5);
const centre = conversationCentre({ seed: 7, count: 300, startMs: START, presentMs: START + 10 * 86_400_000 });

const atCentre = <T>(work: (server: GenesysServer) => Promise<T>) => withServer({ centre }, work);

describe('x', () => {
  test('y', () =>
    atCentre(async (server) => {
      const world = { ...testWorld(), env: environmentOf(server) };
      const ran = await gcforecast(world, ['report', '--from', '2026-01-06', '--to', '2026-01-09', '--as-of', '2026-01-15T00:00:00Z', '--group-by', 'queue,media,day', '--formats', 'csv,json,html,parquet']);
      console.log(ran.stdout, ran.stderr, ran.exitCode);
      const ran2 = await gcforecast(world, ['report', '--from', '2026-01-06', '--to', '2026-01-09', '--as-of', '2026-01-15T00:00:00Z', '--group-by', 'queue,media,day', '--details', '--name', 'd','--formats', 'csv,json,html,parquet']);
      console.log(ran2.stdout, ran2.stderr, ran2.exitCode);
      const ran3 = await gcforecast(world, ['report', '--from', '2026-01-06', '--to', '2026-01-09', '--as-of', '2026-01-15T00:00:00Z', '--details', '--name', 'c', '--formats', 'csv,json,html,parquet']);
      console.log(ran3.stdout, ran3.stderr, ran3.exitCode);
      console.log(readFileSync(join(world.cwd, 'report.manifest.json'), 'utf8'), readFileSync(join(world.cwd, 'report.json'), 'utf8').slice(0, 1500));
    }));
});
