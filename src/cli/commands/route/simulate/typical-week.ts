import { dataFailure, usageFailure } from '../../../../errors.ts';
import type { RoutingQuestion } from '../../../../genesys/routing.ts';
import { contactCentre, type ReadCentre } from '../../../../routing/contact-centre.ts';
import type { RoutingSetup } from '../../../../series/routing-records.ts';
import type { World } from '../../../world.ts';
import { listed } from '../../listed.ts';
import type { Reporting } from '../../log.ts';
import { askedRouting } from '../asked-routing.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { SimulationOptions } from '../options.ts';
import { expectedContacts } from './expected-contacts.ts';

/** The organisation as it is, and its typical week to simulate. */
export interface SimulatedOrganisation extends ReadCentre {
  readonly setup: RoutingSetup;
  readonly question: RoutingQuestion;
}

/**
 * Reads the typical week of the last whole days, or the contacts of `--forecast` for the agents of those days. Of all queues, whichever are
 * asked about: whoever takes contacts of one is missing in another. Fails with exit code 2 where the service does not tell what a
 * simulation needs, and with 5 when the history does not make a week to simulate.
 */
export async function typicalWeekOf(
  opened: OpenRouting,
  options: SimulationOptions,
  world: World,
  reporting: Reporting,
): Promise<SimulatedOrganisation> {
  requireTimes(opened);
  const { queue: _, user: __, ...everybody } = options;
  const asked = await askedRouting(opened, everybody, reporting);
  const { question, setup } = asked;
  const { timeZone, routing } = opened;
  const { forecast } = options;
  const expected = forecast === undefined ? undefined : await expectedContacts(forecast, question, world);
  reporting.progress.phase('fetching demand, work and time on queue');
  const [demand, work, presence] = await Promise.all([
    listed(routing.demand(question)),
    listed(routing.work(question)),
    listed(routing.presence(question)),
  ]);
  const { from, to, step } = question;
  const period = { from, to, timeZone, intervalSeconds: step.count };
  const { centre, warnings } = dataOrFailure(
    () => contactCentre({ setup, period, demand, work, presence, ...(expected && { expected }) }),
    expected === undefined ? 'take in more --days' : 'forecast all queues: gcforecast forecast --by queue,media',
  );
  const source = `the contacts are those of the forecast ${forecast}; handle times and agents are those of the history`;
  return { centre, warnings: forecast === undefined ? warnings : [...warnings, source], setup, question };
}

function requireTimes({ api }: OpenRouting): void {
  if (api === 'platform') return;
  throw usageFailure(
    'the summary contract does not tell which agents serve which queue, when they were on queue, and how long contacts took: no change of a skill can be simulated',
    'route measure --api summary --user <id> tells which skills are asked for and nobody has; leave out --api summary to simulate',
  );
}

/** What a formula makes of data; where they do not allow it, a failure with exit code 5 in its words. */
function dataOrFailure<Result>(work: () => Result, remedy: string): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw dataFailure(error.message, `look at gcforecast route measure, or ${remedy}`);
  }
}
