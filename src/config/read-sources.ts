import { posix, win32 } from 'node:path';
import { defaultHome } from './default-home.ts';
import { readEnvFile } from './env-file.ts';
import { GC_PROFILES_FILE, type GcProfile, readGcProfile } from './gc-profile.ts';
import type { Problem } from './problem.ts';
import { withSecretFile } from './secret-file.ts';
import { type Found, type SettingName, type Source, settingEntries } from './settings.ts';
import type { ReadTextFile } from './text-file.ts';

/** Everything outside the program that its configuration depends on. */
export interface Surroundings {
  /** Options of the command line by their camel-case names; others than settings may be among them. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly readTextFile: ReadTextFile;
  /** Permission bits of a file, to warn about secrets that others can read; not asked on Windows. */
  readonly fileMode?: (path: string) => Promise<number>;
}

/** Where was looked besides flags and environment, in words for messages. */
export interface SearchedPlaces {
  readonly envFile: string;
  readonly gcProfile: string;
}

export interface SourcesRead {
  /** Highest precedence first. */
  readonly sources: readonly Source[];
  readonly searched: SearchedPlaces;
  /** The variables of the environment and of the env file, for checks of their names. */
  readonly variables: readonly { readonly place: string; readonly names: readonly string[] }[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** First step: what flags, environment, env file and, where something is still missing, a `gc` profile say. */
export async function readSources(surroundings: Surroundings): Promise<SourcesRead> {
  const { flags, env, cwd, readTextFile } = surroundings;
  const path = pathsOf(surroundings.platform);
  const namedEnvFile = textOf(flags['envFile']);
  const envFileLabel = namedEnvFile ?? '.env';
  const envFile = await readEnvFile(
    path.resolve(cwd, envFileLabel),
    envFileLabel,
    namedEnvFile !== undefined,
    readTextFile,
  );
  const read = [];
  for (const source of [
    flagSource(flags),
    variableSource(env, 'environment'),
    variableSource(envFile.variables, `file ${envFileLabel}`),
  ]) {
    read.push(await withSecretFile(source, path.resolve(cwd, source.secretFile?.value ?? ''), readTextFile));
  }
  const near = read.map(({ source }) => source);
  const profile = await profileWhereNeeded(near, surroundings);
  return {
    sources: [...near, profile.source, defaultSource(surroundings)],
    searched: { envFile: envFile.place, gcProfile: profile.place },
    variables: [
      { place: 'environment', names: Object.keys(env) },
      { place: `file ${envFileLabel}`, names: Object.keys(envFile.variables) },
    ],
    problems: [envFile.problem, ...read.map(({ problem }) => problem), profile.problem].filter(
      (problem) => problem !== undefined,
    ),
    warnings: [...(await exposedSecrets(near, envFileLabel, surroundings)), ...profile.warnings],
  };
}

/** The path rules of a platform, whichever one this runs on. */
export const pathsOf = (platform: NodeJS.Platform): typeof posix => (platform === 'win32' ? win32 : posix);

/** A flag or variable that is empty or blank counts as not set. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

function flagSource(flags: Readonly<Record<string, unknown>>): Source {
  const source: Partial<Record<SettingName, Found>> = {};
  for (const [name, { flag }] of settingEntries) {
    const value = flag === undefined ? undefined : textOf(flags[name]);
    if (value !== undefined) source[name] = { value, origin: `flag ${flag}` };
  }
  if (flags['verbose'] === true) source.logLevel = { value: 'debug', origin: 'flag --verbose' };
  if (flags['quiet'] === true) source.logLevel = { value: 'error', origin: 'flag --quiet' };
  return source;
}

function variableSource(variables: Readonly<Record<string, string | undefined>>, place: string): Source {
  const source: Partial<Record<SettingName, Found>> = {};
  for (const [name, setting] of settingEntries) {
    const variable = setting.variables.find((each) => textOf(variables[each]) !== undefined);
    const value = variable === undefined ? undefined : textOf(variables[variable]);
    if (value !== undefined) source[name] = { value, origin: `${place} ${variable}` };
  }
  return source;
}

function defaultSource({ platform, homeDirectory, env }: Surroundings): Source {
  const asDefault = (value: string): Found => ({ value, origin: 'default' });
  return {
    api: asDefault('platform'),
    home: asDefault(defaultHome(platform, homeDirectory, env)),
    timeZone: asDefault('UTC'),
    logLevel: asDefault('warn'),
    logFormat: asDefault('pretty'),
  };
}

type UsableProfile = GcProfile & { readonly warnings: readonly string[] };

async function profileWhereNeeded(near: readonly Source[], surroundings: Surroundings): Promise<UsableProfile> {
  const has = (name: SettingName): boolean => near.some((source) => source[name] !== undefined);
  const complete = has('region') && (has('accessToken') || (has('clientId') && has('clientSecret')));
  const name = textOf(surroundings.flags['profile']);
  if (complete && name === undefined) return { source: {}, place: 'gc profile (not needed)', warnings: [] };

  const path = pathsOf(surroundings.platform).join(surroundings.homeDirectory, '.gc', 'config.toml');
  const profile = await readGcProfile(path, name, surroundings.readTextFile);
  const hasCredentials = has('accessToken') || has('clientId') || has('clientSecret');
  const usable = hasCredentials ? withoutCredentials(profile) : profile;
  const exposed = Object.keys(usable.source).length > 0 && (await readableByOthers(path, surroundings));
  const warnings = exposed ? [`${GC_PROFILES_FILE} can be read by others; run: chmod 600 ${GC_PROFILES_FILE}`] : [];
  return { ...usable, warnings };
}

/** An id and a secret belong together: those of a profile are taken whole, or not at all. */
function withoutCredentials(profile: GcProfile): GcProfile {
  const { region } = profile.source;
  const place = `${profile.place} (region only, since credentials are set elsewhere)`;
  return { ...profile, source: region === undefined ? {} : { region }, place };
}

/** Files with secrets, the env file and secret files, that others on this machine can read. */
async function exposedSecrets(
  [flag, environment, envFile]: readonly Source[],
  envFileLabel: string,
  surroundings: Surroundings,
): Promise<string[]> {
  const secretFiles = [flag, environment, envFile].flatMap((source) => source?.secretFile?.value ?? []);
  const ofEnvFile = [envFile?.clientSecret, envFile?.accessToken].some(
    (found) => found?.origin.startsWith(`file ${envFileLabel} `) === true,
  );
  const exposed: string[] = [];
  for (const name of new Set([...(ofEnvFile ? [envFileLabel] : []), ...secretFiles])) {
    const path = pathsOf(surroundings.platform).resolve(surroundings.cwd, name);
    if (await readableByOthers(path, surroundings))
      exposed.push(`${name} can be read by others; run: chmod 600 ${name}`);
  }
  return exposed;
}

async function readableByOthers(path: string, { platform, fileMode }: Surroundings): Promise<boolean> {
  if (platform === 'win32' || fileMode === undefined) return false;
  return ((await fileMode(path)) & 0o044) !== 0;
}
