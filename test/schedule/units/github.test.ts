import type * as Parser from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { cronClock } from '../../../src/schedule/cron.ts';
import { githubWorkflow } from '../../../src/schedule/units/github.ts';
import { scheduled } from './scheduled.ts';
import { bundledWorkflowParser } from './workflow-parser.ts';

const NOW = Date.UTC(2026, 0, 1, 12) / 1000;

/** What GitHub's own parser has against a workflow. */
async function complaints(text: string, parser: Promise<typeof Parser>): Promise<readonly string[]> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await parser;
  const { context, value } = parseWorkflow({ name: 'gcforecast.yml', content: text }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

const cronsOf = (text: string): string[] => parse(text).on.schedule.map(({ cron }: { cron: string }) => cron);

describe('the workflow', () => {
  const parser = bundledWorkflowParser();
  const text = githubWorkflow(
    scheduled({ timeZone: 'UTC', argv: ['gcforecast', 'fetch', '--output', "it's: 1.csv"] }),
    NOW,
  );

  test('is accepted by the parser of GitHub', async () => {
    expect(await complaints(text, parser)).toEqual([]);
  });

  test('whose parser does complain', async () => {
    expect(await complaints(text.replace('steps:', 'stepz:'), parser)).not.toEqual([]);
    expect(await complaints(text.replace('0 2 * * *', '61 2 * * *'), parser)).not.toEqual([]);
  });

  test('never runs twice at once, and has its credentials from secrets only', () => {
    const workflow = parse(text);
    expect(workflow.concurrency).toEqual({ group: 'gcforecast', 'cancel-in-progress': false });
    expect(workflow.jobs.gcforecast.env.GENESYSCLOUD_OAUTHCLIENT_SECRET).toMatch(/^\$\{\{ secrets\.\w+ \}\}$/);
  });
});

describe('times are UTC', () => {
  test.each([
    ['0 2 * * *', 'UTC', ['0 2 * * *']],
    ['0 2 * * *', 'Asia/Tokyo', ['0 17 * * *']],
    ['15 2 * * 1-5', 'Asia/Kolkata', ['45 20 * * 0,1,2,3,4']],
    ['0 22 * * 6', 'America/Phoenix', ['0 5 * * 0']],
    ['0 * * * *', 'Asia/Tokyo', ['0 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14 * * *', '0 15,16,17,18,19,20,21,22,23 * * *']],
  ])('%s in %s', (expression, timeZone, crons) => {
    expect(cronsOf(githubWorkflow(scheduled({ expression, timeZone }), NOW)).sort()).toEqual([...crons].sort());
  });

  test.each([
    ['*/20 1-4 * * 1,3', 'Asia/Kathmandu'],
    ['0,40 22-23 * * *', 'America/Caracas'],
    ['5 4 * * sun', 'Pacific/Kiritimati'],
    ['0 12 1 * *', 'Asia/Tokyo'],
  ])('%s in %s comes at the same instants', (expression, timeZone) => {
    const instants = (cron: string, zone: string): number[] => {
      const clock = cronClock(cron, zone);
      const found: number[] = [];
      for (let at = clock.next(NOW); at !== undefined && at < NOW + 40 * 86_400; at = clock.next(at)) found.push(at);
      return found;
    };
    const crons = cronsOf(githubWorkflow(scheduled({ expression, timeZone }), NOW));
    expect(crons.flatMap((cron) => instants(cron, 'UTC')).sort()).toEqual(instants(expression, timeZone));
  });

  test('so a zone whose clocks change is refused, and so is a day of the month that would move', () => {
    const refused = (other: Parameters<typeof scheduled>[0]) => () => githubWorkflow(scheduled(other), NOW);
    const asUsage = (message: string) =>
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) });
    expect(refused({ timeZone: 'Europe/London' })).toThrow(asUsage('the clocks of Europe/London change'));
    expect(refused({ timeZone: 'Asia/Tokyo', expression: '0 2 1 * *' })).toThrow(asUsage('another day of the month'));
    expect(refused({ timeZone: 'UTC', jitterSeconds: 60 })).toThrow(asUsage('no jitter'));
  });
});
