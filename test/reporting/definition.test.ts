import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { reportDefinition } from '../../src/reporting/definition.ts';

const PUBLISHED = 'schemas/report-definition.schema.json';

test('the published JSON Schema is that of the program (renew it with UPDATE_GOLDEN=1)', () => {
  const schema = {
    ...z.toJSONSchema(reportDefinition),
    title: 'A report of gcforecast',
  };
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PUBLISHED, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(schema);
});

test('a definition with a key that is not known is refused', () => {
  expect(reportDefinition.safeParse({ groupby: ['queue'] }).success).toBe(false);
});
