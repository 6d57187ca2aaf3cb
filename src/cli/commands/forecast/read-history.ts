import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import type { World } from '../../world.ts';
import type { Reporting } from '../log.ts';
import type { History } from './history.ts';
import { historyFromFile } from './history-from-file.ts';
import type { HistoryOptions } from './options.ts';

/** The command line compares the options of one command only, and the last two belong to all commands. */
export function requireOneSource({ history, record, replay }: HistoryOptions): void {
  const other = record === undefined ? replay && '--replay' : '--record';
  if (history === undefined || other === undefined) return;
  throw usageFailure(
    `--history and ${other} exclude each other`,
    'a history from a file asks no service: leave one of the two out',
  );
}

/** A history from a file needs no network, which takes longer to load than all the rest. */
export async function readHistory(
  options: HistoryOptions,
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
