// Answered of offered calls in real centres, which stand in for answered of attempted: data that may not be copied here.
// Run: REFERENCE_DATA=<folder with data/> npx vitest run test/models/answer-rate/real-shares.test.ts
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { CallHistory } from '../../../src/models/answer-rate/call-history.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { addScore, emptyScore } from './score.ts';

const HISTORY_HOURS = 12 * 168;
// About three days apart, through all hours of the day.
const ORIGIN_STEP = 71;
const folder = process.env['REFERENCE_DATA'];

/** Reads a file of calls per hour or less as an hourly history; clocks as written, hours without a row missing. */
function readHourly(file: string, id?: string): CallHistory {
  const bytes = readFileSync(`${folder}/data/${file}`);
  const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const wanted = rows.filter((row) => id === undefined || row['id'] === id);
  const hourOf = (row: Record<string, string>) => Math.floor(Date.parse(`${row['ds']}Z`) / 3_600_000);
  const first = Math.min(...wanted.map(hourOf));
  const count = Math.max(...wanted.map(hourOf)) - first + 1;
  const attempts = new Float64Array(count);
  const answers = new Float64Array(count);
  for (const row of wanted) {
    attempts[hourOf(row) - first] += Number(row['y']);
    answers[hourOf(row) - first] += Number(row['answered']);
  }
  return { start: first * 3600, step: calendarStep('PT1H'), timeZone: 'UTC', attempts, answers };
}

describe.skipIf(folder === undefined).each([
  { name: 'a service desk', file: 'service_desk_hourly.csv' },
  ...['q13', 'q18', 'q2', 'q5', 'q9'].map((id) => ({
    name: `queue ${id} of a Dutch centre`,
    file: 'vanad_queues_15min.csv.gz',
    id,
  })),
])('24 hours ahead in $name', ({ file, id }: { name: string; file: string; id?: string }) => {
  const score = emptyScore();
  if (folder !== undefined) {
    const history = readHourly(file, id);
    const hours = history.attempts.length;
    const origins = Array.from(
      { length: Math.floor((hours - HISTORY_HOURS - 24) / ORIGIN_STEP) },
      (_, i) => HISTORY_HOURS + ORIGIN_STEP * i,
    );
    addScore(score, history, origins, HISTORY_HOURS);
  }

  it.each(['tutorial', 'lastWeek'] as const)('beats %s in Brier score and pooled error', (other) => {
    expect(score.model.brier).toBeLessThan(score[other].brier);
    expect(score.model.missed).toBeLessThan(score[other].missed);
  });

  it('has 10 % and 90 % points between which shares lie in 77 to 83 % of hours', () => {
    // Many hours have so few calls, nearly all of them answered, that no range of counts holds with 80 %: of 4 calls of which 95 % are
    // answered, all 4 are in 81 % of hours. So a count at a point is counted as within by the part of its probability that is: the
    // mean of the randomised probability integral transform, which is 80 % for a right law whatever the counts, and less or more for
    // a wrong one.
    expect(Math.abs(score.coveredBetweenQuantiles / score.hours - 0.8)).toBeLessThan(0.03);
  });
});
