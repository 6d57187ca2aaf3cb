import { resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import type { World } from '../../world.ts';
import { withReporting } from '../with-reporting.ts';
import { count, exitCodeOf, requireSome } from './apply/agent-outcome.ts';
import { outcomesText } from './apply/print-outcomes.ts';
import { restoreAgents } from './apply/restore-agents.ts';
import { newestJournal } from './apply/route-journals.ts';
import { openRouting } from './open-routing.ts';
import type { RouteRollbackOptions } from './options.ts';

/** `gcforecast route rollback`: gives agents back the skills that a journal has changed. Returns the exit code. */
export async function routeRollback(options: RouteRollbackOptions, world: World): Promise<number> {
  if (options.record !== undefined)
    throw usageFailure('--record and changes exclude each other: a recording only answers', 'leave out --record');
  return withReporting(options, world, async (config, reporting) => {
    const opened = await openRouting(config, options, world, reporting);
    const journal =
      options.journal === undefined ? newestJournal(opened.journals) : resolve(world.cwd, options.journal);
    const outcomes = await restoreAgents(journal, opened, world, reporting);
    requireSome(outcomes);
    const agents = outcomes.map(({ agent, outcome, reason }) => ({
      ...agent,
      outcome,
      ...(reason === undefined ? {} : { reason }),
    }));
    world.stdout.write(
      options.json === true
        ? jsonText({
            schema: 'gcforecast/routing@1',
            kind: 'rollback',
            journal,
            profilesRestored: count(outcomes, 'updated'),
            profilesUnchanged: count(outcomes, 'unchanged'),
            failedUpdates: outcomes.length - count(outcomes, 'updated', 'unchanged'),
            agents,
          })
        : `${outcomesText(outcomes, options, world)}journal: ${journal}\n`,
    );
    return exitCodeOf(outcomes);
  });
}
