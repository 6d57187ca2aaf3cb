import { type Config, readConfig } from '../../config/read-config.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { World } from '../world.ts';
import { modeOf, readText } from './read-text.ts';

/** What every command is given besides its own options. */
export interface GlobalOptions {
  readonly asOf?: EpochSeconds;
  readonly record?: string;
  readonly replay?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
  /** False for `--no-progress`. */
  readonly progress: boolean;
}

/** The configuration of this run: the options of the command line and everything else that may hold a setting. Noted for its record. */
export async function configOf(options: GlobalOptions, world: World): Promise<Config> {
  const config = await readConfig({
    flags: { ...options },
    env: world.env,
    cwd: world.cwd,
    homeDirectory: world.homeDirectory,
    platform: world.platform,
    readTextFile: async (path) => readText(path),
    fileMode: async (path) => modeOf(path),
  });
  world.notes.config = config;
  return config;
}
