import type { Config } from '../../../config/read-config.ts';
import type { World } from '../../world.ts';
import type { Reporting } from '../log.ts';
import type { History } from './history.ts';
import { historyFromFile } from './history-from-file.ts';
import type { ForecastOptions } from './options.ts';

/** A history from a file needs no network, which takes longer to load than all the rest. */
export async function readHistory(
  options: ForecastOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<History> {
  if (options.history !== undefined) {
    return historyFromFile(options.history, options, config, world);
  }
  const { historyFromService } = await import('./history-from-service.ts');
  return historyFromService(options, config, world, reporting);
}
