import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import type { World } from '../../world.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Reporting } from '../log.ts';
import { type OpenContactCentre, openContactCentre } from '../open-contact-centre.ts';
import { organisationFolder } from '../organisation-folder.ts';

/** A contact centre and its local history. */
export interface OpenHistory extends OpenContactCentre {
  /** Root of the history store. */
  readonly root: string;
  /** Where forecasts of it are kept; absent for a history that ends with the run. */
  readonly forecastLog?: string;
}

/**
 * Runs `work` on the organisation of the configuration, or on the recording of `--replay`, with the store that belongs to it.
 * A replay's store is its own and ends with the run; so is a recording's, which must hold everything that a replay will ask
 * for. With `mayAsk` false nothing is asked of the service.
 */
export async function withHistory<Result>(
  config: Config,
  options: GlobalOptions,
  world: World,
  reporting: Reporting,
  mayAsk: boolean,
  work: (history: OpenHistory) => Promise<Result>,
): Promise<Result> {
  const passing = options.replay === undefined ? options.record && '--record' : '--replay';
  if (passing !== undefined && !mayAsk) {
    throw usageFailure(
      `--no-fetch and ${passing} exclude each other`,
      `with ${passing} a run starts without any history: leave one of the two out`,
    );
  }
  const opened = await openContactCentre(config, options, world, reporting);
  if (passing === undefined && opened.identity !== undefined) {
    const root = await organisationFolder(config.home, 'history', opened.identity, mayAsk ? opened.centre : undefined);
    const forecastLog = join(config.home, 'forecasts', relative(join(config.home, 'history'), root));
    return work({ ...opened, root, forecastLog });
  }
  const root = await mkdtemp(join(tmpdir(), 'gcforecast-history-'));
  try {
    return await work({ ...opened, root });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
