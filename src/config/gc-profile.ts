import { nearestName } from '../nearest-name.ts';
import type { Problem } from './problem.ts';
import { type Found, type SettingName, type Source, settingEntries } from './settings.ts';
import { type ReadTextFile, textOrReason } from './text-file.ts';

/** A profile of Genesys' own command line `gc`. It is only read, never written. */
export interface GcProfile {
  readonly source: Source;
  /** For a list of the places that were searched; says why nothing was found there. */
  readonly place: string;
  readonly problem?: Problem;
}

/** Where `gc` keeps its profiles, as a user writes it. */
export const GC_PROFILES_FILE = '~/.gc/config.toml';

const DEFAULT_NAME = 'DEFAULT';

/** What `gc` stores as `grant_type` for logins through a browser. */
const BROWSER_GRANTS: Readonly<Record<string, string>> = { '2': 'Implicit', '3': 'PKCE' };

/**
 * Reads the profile `name`, or the default one. Damage and absence are a `problem` only when the profile was named; else they
 * are told in `place`, since nobody asked for this file.
 */
export async function readGcProfile(
  path: string,
  name: string | undefined,
  readTextFile: ReadTextFile,
): Promise<GcProfile> {
  const place = `gc profile ${name ?? DEFAULT_NAME}`;
  const absent = (reason: string, hint: string): GcProfile => ({
    source: {},
    place: `${place} (${reason})`,
    ...(name !== undefined && { problem: { message: `${place}: ${reason}`, hint } }),
  });

  const text = await textOrReason(readTextFile, path);
  if (typeof text !== 'string') {
    const reason =
      text.code === 'ENOENT' ? `no file ${GC_PROFILES_FILE}` : `cannot read ${GC_PROFILES_FILE}, ${text.code}`;
    return absent(reason, "create it with 'gc profiles new', or leave --profile out");
  }
  const profiles = await parseProfiles(text);
  if (typeof profiles === 'string') return absent(profiles, `correct that line of ${GC_PROFILES_FILE}`);
  const wanted = (name ?? DEFAULT_NAME).toLowerCase();
  const profile = profiles.get(wanted);
  if (profile === undefined) return absent(`not in ${GC_PROFILES_FILE}`, listing([...profiles.keys()], wanted));
  return sourceOf(profile, place);
}

/** Profiles by lower-case name, each with lower-case keys; or the reason why the text is no TOML. */
async function parseProfiles(text: string): Promise<ReadonlyMap<string, ReadonlyMap<string, unknown>> | string> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    const profiles = new Map<string, ReadonlyMap<string, unknown>>();
    for (const [name, table] of Object.entries(parse(text))) {
      if (typeof table === 'object') profiles.set(name.toLowerCase(), withLowerCaseKeys(table));
    }
    return profiles;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message shows the line, which may hold the secret: only the place is passed on.
    return `${GC_PROFILES_FILE} is damaged at line ${error.line}, column ${error.column}`;
  }
}

const withLowerCaseKeys = (table: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(table).map(([key, value]) => [key.toLowerCase(), value]));

function listing(names: readonly string[], wanted: string): string {
  const nearest = nearestName(wanted, names);
  const all = names.length === 0 ? 'it holds no profile' : `it holds ${names.join(', ')}`;
  return nearest === undefined ? all : `did you mean ${nearest}? ${all}`;
}

function sourceOf(profile: ReadonlyMap<string, unknown>, place: string): GcProfile {
  const source: Partial<Record<SettingName, Found>> = {};
  for (const [name, { profileKey }] of settingEntries) {
    const value = profileKey === undefined ? undefined : profile.get(profileKey);
    if (typeof value === 'string' && value.trim() !== '') source[name] = { value: value.trim(), origin: place };
  }
  const grant = BROWSER_GRANTS[String(profile.get('grant_type'))];
  if (grant === undefined || source.accessToken !== undefined) return { source, place };
  const { clientId: _, clientSecret: __, ...usable } = source;
  return {
    source: usable,
    place: `${place} (logs in by the ${grant} grant through a browser; an OAuth client with the Client Credentials grant is needed)`,
  };
}
