import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { routingPlanFile } from '../../../../src/cli/commands/route/plan-file.ts';

const PUBLISHED = 'schemas/routing-plan.schema.json';

test('the published JSON Schema is that of the program (renew it with UPDATE_GOLDEN=1)', () => {
  const schema = { ...z.toJSONSchema(routingPlanFile), title: 'A plan of skill moves of gcforecast' };
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PUBLISHED, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(schema);
});
