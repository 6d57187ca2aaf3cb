import type { Config } from '../../../config/read-config.ts';
import { createPlatformRouting } from '../../../genesys/platform/platform-routing.ts';
import type { Routing } from '../../../genesys/routing.ts';
import type { World } from '../../world.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Reporting } from '../log.ts';
import { type OpenContactCentre, openContactCentre } from '../open-contact-centre.ts';
import { organisationFolder } from '../organisation-folder.ts';

/** The routing of an organisation, live or recorded. */
export interface OpenRouting extends OpenContactCentre {
  readonly routing: Routing;
  /** Where the journals of this organisation are; absent under a replay, which changes nothing. */
  readonly journals?: string;
}

/** Opens the routing of the configuration's organisation, or of the recording of `--replay`. */
export async function openRouting(
  config: Config,
  options: GlobalOptions,
  world: World,
  reporting: Reporting,
): Promise<OpenRouting> {
  const opened = await openContactCentre(config, options, world, reporting);
  const { centre, identity } = opened;
  return {
    ...opened,
    routing: await routingOf(opened),
    ...(identity === undefined
      ? {}
      : { journals: await organisationFolder(config.home, 'journals', identity, centre) }),
  };
}

/** The contract of summaries is loaded only where it is spoken. */
async function routingOf({ api, client }: OpenContactCentre): Promise<Routing> {
  if (api === 'platform') return createPlatformRouting(client);
  const { createSummaryRouting } = await import('../../../genesys/summary/summary-routing.ts');
  return createSummaryRouting(client);
}
