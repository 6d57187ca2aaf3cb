import { resolve } from 'node:path';
import { usageFailure } from '../../../../errors.ts';
import type { RoutingQuestion } from '../../../../genesys/routing.ts';
import type { ExpectedContacts } from '../../../../routing/expected-arrivals.ts';
import { calendarStep, floorToStep } from '../../../../series/calendar-step.ts';
import { readForecastFile, type VolumeForecastSeries } from '../../../../store/forecast-file.ts';
import type { World } from '../../../world.ts';

/**
 * The contacts of a forecast file by queue, medium and interval. Fails with exit code 2 for one that is not by queue and media type, not in
 * the intervals of the question, or not of whole days.
 */
export async function expectedContacts(
  file: string,
  question: RoutingQuestion,
  { cwd, stdin }: World,
): Promise<ExpectedContacts[]> {
  const { series } = await readForecastFile(file === '-' ? file : resolve(cwd, file), stdin);
  const contacts = series.flatMap((one) => contactsOf(one, question));
  requireWholeDays(contacts, question);
  return contacts;
}

function contactsOf({ key, intervals }: VolumeForecastSeries, { step }: RoutingQuestion): ExpectedContacts[] {
  const { queueId, mediaType } = key;
  if (queueId === undefined || mediaType === undefined)
    throw usageFailure('the forecast is not by queue and media type', makeOne(step.iso));
  return intervals.map(({ start, end, forecast }) => {
    if (end - start === step.count) return { queueId, mediaType, intervalStart: start, contacts: forecast };
    throw usageFailure(
      `the forecast has intervals of ${end - start} seconds, and ${step.iso} is simulated`,
      makeOne(step.iso),
    );
  });
}

function requireWholeDays(contacts: readonly ExpectedContacts[], { step, timeZone }: RoutingQuestion): void {
  const starts = contacts.map(({ intervalStart }) => intervalStart);
  const borders = [starts.reduce((a, b) => Math.min(a, b)), starts.reduce((a, b) => Math.max(a, b)) + step.count];
  const day = calendarStep('P1D');
  if (borders.every((border) => floorToStep(border, day, timeZone) === border)) return;
  throw usageFailure(`the forecast is not of whole days in ${timeZone}`, makeOne(step.iso));
}

const makeOne = (granularity: string): string =>
  `make it with gcforecast forecast --days 7 --by queue,media --granularity ${granularity} and the same --time-zone`;
