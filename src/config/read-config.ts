import { checkRules } from './check-rules.ts';
import { mergeSources } from './merge-sources.ts';
import { parseSettings, type Settings } from './parse-settings.ts';
import { configurationFailure } from './problem.ts';
import { pathsOf, readSources, type SearchedPlaces, type Surroundings } from './read-sources.ts';
import type { SettingName } from './settings.ts';

/** All settings of a run, checked and frozen. Paths are absolute; credentials print as `[hidden]`. */
export type Config = Readonly<Settings> & {
  /** Where each setting came from, for people: `flag --region`, `environment GCFORECAST_HOME`, `default`. */
  readonly origins: Readonly<Partial<Record<SettingName, string>>>;
  readonly searched: SearchedPlaces;
  /** What the user should hear but need not act on. */
  readonly warnings: readonly string[];
};

/**
 * Reads the configuration: flag, then environment, then env file, then `gc` profile (credentials and region only), then default.
 * Throws one Failure (exit code 2) that tells all problems. Missing credentials are none here: see `requireConnection`.
 */
export async function readConfig(surroundings: Surroundings): Promise<Config> {
  const read = await readSources(surroundings);
  const merged = mergeSources(read.sources);
  const parsed = parseSettings(merged);
  const rules = checkRules(parsed.settings, merged, surroundings, read.variables);

  const problems = [...read.problems, ...parsed.problems, ...rules.problems];
  if (!parsed.complete || problems.length > 0) throw configurationFailure(problems);
  return Object.freeze({
    ...withAbsolutePaths(parsed.settings, surroundings),
    origins: Object.freeze(Object.fromEntries(Object.entries(merged).map(([name, { origin }]) => [name, origin]))),
    searched: Object.freeze(read.searched),
    warnings: Object.freeze([...read.warnings, ...rules.warnings]),
  });
}

/** Relative paths start at the working directory; `~/` is the home directory also where no shell has expanded it. */
function withAbsolutePaths(settings: Settings, { cwd, homeDirectory, platform }: Surroundings): Settings {
  const { resolve } = pathsOf(platform);
  const absolute = (written: string): string =>
    resolve(
      cwd,
      written.replace(/^~(?=[/\\]|$)/, () => homeDirectory),
    );
  return {
    ...settings,
    home: absolute(settings.home),
    ...(settings.caFile !== undefined && { caFile: absolute(settings.caFile) }),
    ...(settings.metricsFile !== undefined && { metricsFile: absolute(settings.metricsFile) }),
    ...(settings.secretFile !== undefined && { secretFile: absolute(settings.secretFile) }),
  };
}
