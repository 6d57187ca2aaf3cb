import type { Config } from '../../../config/read-config.ts';
import type { Dialler } from '../../../genesys/dialler.ts';
import { createPlatformDialler } from '../../../genesys/platform/platform-dialler.ts';
import { createPlatformWorkforce } from '../../../genesys/platform/platform-workforce.ts';
import type { Workforce } from '../../../genesys/workforce.ts';
import type { World } from '../../world.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Reporting } from '../log.ts';
import { type OpenContactCentre, openContactCentre } from '../open-contact-centre.ts';
import { organisationFolder } from '../organisation-folder.ts';

/** The dialler and the agents behind it, live or recorded. */
export interface OpenDialler extends OpenContactCentre {
  readonly dialler: Dialler;
  readonly workforce: Workforce;
  /** Where the journals of this organisation are; absent under a replay, which changes nothing. */
  readonly journals?: string;
}

/** Opens the dialler of the configuration's organisation, or of the recording of `--replay`. */
export async function openDialler(
  config: Config,
  options: GlobalOptions,
  world: World,
  reporting: Reporting,
): Promise<OpenDialler> {
  const opened = await openContactCentre(config, options, world, reporting);
  const { centre, identity } = opened;
  return {
    ...opened,
    ...(await diallerOf(opened)),
    ...(identity === undefined
      ? {}
      : { journals: await organisationFolder(config.home, 'journals', identity, centre) }),
  };
}

/** The contract of summaries is loaded only where it is spoken. */
async function diallerOf({ api, client }: OpenContactCentre): Promise<Pick<OpenDialler, 'dialler' | 'workforce'>> {
  if (api === 'platform') return { dialler: createPlatformDialler(client), workforce: createPlatformWorkforce(client) };
  const { createSummaryDialler, createSummaryWorkforce } = await import('../../../genesys/summary/summary-dialler.ts');
  return { dialler: createSummaryDialler(client), workforce: createSummaryWorkforce(client) };
}
