import type { Config } from '../../config/read-config.ts';
import { progressMode, withProgress } from '../terminal/progress.ts';
import type { World } from '../world.ts';
import { configOf, type GlobalOptions } from './global-options.ts';
import { openLog, type Reporting } from './log.ts';

/** Reads the configuration and runs `work` with a log and a progress line, whose warnings come first. */
export async function withReporting<Result>(
  options: GlobalOptions,
  world: World,
  work: (config: Config, reporting: Reporting) => Promise<Result>,
): Promise<Result> {
  const config = await configOf(options, world);
  const mode = progressMode({
    noProgressFlag: !options.progress,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    isTTY: world.stderr.isTTY === true,
    env: world.env,
  });
  return withProgress(world.stderr, mode, world.nowMs, async (progress) => {
    const log = await openLog(config, options, world, progress.above);
    for (const warning of config.warnings) log.warn({}, warning);
    return work(config, { log, progress });
  });
}
