import { dataFailure } from '../../../../errors.ts';
import type { RoutingQuestion } from '../../../../genesys/routing.ts';
import { contactCentre, type ReadCentre } from '../../../../routing/contact-centre.ts';
import { calendarStep } from '../../../../series/calendar-step.ts';
import type { RoutingSetup } from '../../../../series/routing-records.ts';
import { askedRange } from '../../history/asked-range.ts';
import { listed } from '../../listed.ts';
import type { Reporting } from '../../log.ts';
import { askedRouting } from '../asked-routing.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { SimulationOptions } from '../options.ts';

/** The organisation as it is, and its typical week to simulate. */
export interface SimulatedOrganisation extends ReadCentre {
  readonly setup: RoutingSetup;
  readonly question: RoutingQuestion;
}

/**
 * Reads the typical week of the last whole days. Of all queues, whichever are asked about: whoever takes contacts of one is missing in
 * another. Fails with exit code 5 when the history does not make a week to simulate.
 */
export async function typicalWeekOf(
  opened: OpenRouting,
  options: SimulationOptions,
  reporting: Reporting,
): Promise<SimulatedOrganisation> {
  const { queue: _, user: __, ...everybody } = options;
  const asked = await askedRouting(opened, everybody, reporting);
  const { timeZone, asOf, routing } = opened;
  const question = { ...asked.question, ...askedRange(options, calendarStep('P1D'), timeZone, asOf) };
  reporting.progress.phase('fetching demand, work and time on queue');
  const [demand, work, presence] = await Promise.all([
    listed(routing.demand(question)),
    listed(routing.work(question)),
    listed(routing.presence(question)),
  ]);
  const { from, to, step } = question;
  const period = { from, to, timeZone, intervalSeconds: step.count };
  const read = dataOrFailure(() => contactCentre({ setup: asked.setup, period, demand, work, presence }));
  return { ...read, setup: asked.setup, question };
}

/** What a formula makes of data; where they do not allow it, a failure with exit code 5 in its words. */
function dataOrFailure<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw dataFailure(error.message, 'look at gcforecast route measure, or take in more --days');
  }
}
