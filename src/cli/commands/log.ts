import type { Config } from '../../config/read-config.ts';
import { colorsFor, wantsColor } from '../terminal/colors.ts';
import type { Logger } from '../terminal/logger.ts';
import { printable } from '../terminal/printable.ts';
import type { Progress } from '../terminal/progress.ts';
import type { World } from '../world.ts';
import type { GlobalOptions } from './global-options.ts';

/** How a run tells what it does while it lasts. */
export interface Reporting {
  readonly log: Logger;
  readonly progress: Progress;
}

/**
 * The log of a run, on stderr through `write`; warnings are noted for its record. A run that only ever warns gets plain `warning: ...` lines and never loads the
 * logging package; more levels, or JSON, do.
 */
export async function openLog(
  config: Config,
  options: GlobalOptions,
  world: World,
  write: (text: string) => void,
): Promise<Logger> {
  const log = await openLines(config, options, world, write);
  return {
    ...log,
    warn: (details, message) => {
      world.notes.warnings.push(message);
      log.warn(details, message);
    },
  };
}

async function openLines(
  config: Config,
  options: GlobalOptions,
  world: World,
  write: (text: string) => void,
): Promise<Logger> {
  const color = { noColorFlag: !options.color, env: world.env, isTTY: world.stderr.isTTY === true };
  const plain = config.logFormat === 'pretty' && ['silent', 'error', 'warn'].includes(config.logLevel);
  if (!plain) {
    const { createLogger } = await import('../terminal/logger.ts');
    return createLogger(write, {
      level: config.logLevel,
      format: config.logFormat,
      color: wantsColor(color),
      now: world.nowMs,
    });
  }
  const colors = colorsFor(color);
  const nothing = () => {};
  const line = (label: string) => (_details: object, message: string) => write(`${label} ${printable(message)}\n`);
  return {
    error: config.logLevel === 'silent' ? nothing : line(colors.red('error:')),
    warn: config.logLevel === 'warn' ? line(colors.yellow('warning:')) : nothing,
    info: nothing,
    debug: nothing,
    trace: nothing,
  };
}
