import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { kubernetesCronJob } from '../../../src/schedule/units/kubernetes.ts';
import { temporaryFolder } from '../../support/test-world.ts';
import { isInstalled, said } from './installed.ts';
import { scheduled } from './scheduled.ts';

const isCronJob = new Ajv({ strict: true }).compile(
  JSON.parse(readFileSync('fixtures/kubernetes-schema/cron-job.schema.json', 'utf8')),
);

const sharded = scheduled({ argv: ['gcforecast', 'forecast', '--by', 'queue', '--output', 'parts'], shards: 8 });

describe.each([
  ['a single run', scheduled()],
  ['a run in shards', sharded],
  ['odd words', scheduled({ argv: ['gcforecast', 'fetch', '--output', "it's: {100%}\t# é.csv"] })],
])('%s', (_, command) => {
  const text = kubernetesCronJob(command);

  test('is a CronJob by the strict schema', () => {
    isCronJob(parse(text));
    expect(isCronJob.errors ?? []).toEqual([]);
  });

  test.skipIf(!isInstalled('kubectl'))('is read by kubectl, which knows all of it', () => {
    const file = join(temporaryFolder(), 'cron-job.yaml');
    writeFileSync(file, text);
    const read = said('kubectl', ['set', 'image', '--local', '-o', 'json', '-f', file, 'gcforecast=other:1']);
    const expected = parse(text);
    expected.spec.jobTemplate.spec.template.spec.containers[0].image = 'other:1';
    expect(JSON.parse(read)).toMatchObject(expected);
  });
});

test('the schema refuses a field that does not exist, and a value that is none', () => {
  const document = parse(kubernetesCronJob(scheduled()));
  expect(isCronJob({ ...document, spec: { ...document.spec, timezone: 'UTC' } })).toBe(false);
  expect(isCronJob({ ...document, spec: { ...document.spec, concurrencyPolicy: 'Never' } })).toBe(false);
});

test('never two at once, in its zone, caught up by choice, tried again by choice', () => {
  const { spec } = parse(kubernetesCronJob(scheduled({ missed: 'skip', retry: { most: 3, firstPauseSeconds: 60 } })));
  expect(spec).toMatchObject({
    schedule: '0 2 * * *',
    timeZone: 'Europe/London',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 200,
    jobTemplate: { spec: { backoffLimit: 3 } },
  });
});

test('shards are an Indexed Job, whose pods know how many they are and forecast from one moment', () => {
  const { completionMode, completions, parallelism, backoffLimit, template } = parse(kubernetesCronJob(sharded)).spec
    .jobTemplate.spec;
  expect({ completionMode, completions, parallelism, backoffLimit }).toEqual({
    completionMode: 'Indexed',
    completions: 8,
    parallelism: 8,
    backoffLimit: 16,
  });
  const [container] = template.spec.containers;
  expect(container.env).toContainEqual({ name: 'GCFORECAST_SHARD_COUNT', value: '8' });
  // The script, run by a shell in which gcforecast tells its words.
  const script = `gcforecast() { printf '%s\\n' "$@"; return 7; }; ${container.args[0]}`;
  const words = said('sh', ['-c', script]).split('\n');
  expect(words.slice(0, 8)).toEqual(['forecast', '--by', 'queue', '--output', 'parts', '--shard', 'auto', '--as-of']);
  expect(words[8]).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
});

test('a jitter is refused', () => {
  expect(() => kubernetesCronJob(scheduled({ jitterSeconds: 60 }))).toThrow(expect.objectContaining({ exitCode: 2 }));
});
