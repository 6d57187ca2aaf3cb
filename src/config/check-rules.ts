import { nearestName } from '../nearest-name.ts';
import { timeZoneProblem } from './known-time-zone.ts';
import type { RightSettings } from './parse-settings.ts';
import type { Problem } from './problem.ts';
import type { SourcesRead, Surroundings } from './read-sources.ts';
import { type Source, settingEntries } from './settings.ts';

/** Fourth step: what a schema cannot see, since it takes more than the form of one value. */
export function checkRules(
  settings: RightSettings,
  merged: Source,
  { flags, env }: Pick<Surroundings, 'flags' | 'env'>,
  variables: SourcesRead['variables'],
): { problems: readonly Problem[]; warnings: readonly string[] } {
  const problems = [volumeConflict(flags), unknownTimeZone(settings, merged)];
  return {
    problems: problems.filter((problem) => problem !== undefined),
    warnings: [
      ...unknownVariables(variables),
      ...openAddresses(settings, merged),
      ...overruledProfile(flags, merged),
      ...uncheckedCertificates(env),
    ],
  };
}

function volumeConflict(flags: Surroundings['flags']): Problem | undefined {
  if (flags['quiet'] !== true || flags['verbose'] !== true) return undefined;
  return { message: 'flag --quiet and flag --verbose exclude each other', hint: 'leave one of the two out' };
}

const unknownTimeZone = ({ timeZone }: RightSettings, merged: Source): Problem | undefined =>
  timeZone === undefined ? undefined : timeZoneProblem(timeZone, merged.timeZone?.origin ?? 'time zone');

const OUR_PREFIX = 'GCFORECAST_';

/** Our own prefix with a name that nobody reads is a typing error; other prefixes are shared with other programs. */
function unknownVariables(variables: SourcesRead['variables']): readonly string[] {
  const known = settingEntries.flatMap(([, setting]) => setting.variables).flatMap(ownName);
  return variables.flatMap(({ place, names }) =>
    names
      .flatMap(ownName)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const nearest = nearestName(name, known);
        const suggestion = nearest === undefined ? '' : `; did you mean ${OUR_PREFIX}${nearest}?`;
        return `${place} ${OUR_PREFIX}${name} is not a setting${suggestion}`;
      }),
  );
}

const ownName = (variable: string): readonly string[] =>
  variable.startsWith(OUR_PREFIX) ? [variable.slice(OUR_PREFIX.length)] : [];

/** Plain http is right for a server on this machine only: credentials and customer data would travel readably. */
function openAddresses(settings: RightSettings, merged: Source): readonly string[] {
  return (['apiUrl', 'loginUrl'] as const).flatMap((name) => {
    const address = settings[name];
    if (address === undefined) return [];
    const { protocol, hostname } = new URL(address);
    if (protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return [];
    return [`${merged[name]?.origin}: http sends credentials and data unencrypted to ${hostname}`];
  });
}

/** Environment and env file come before a profile even when the profile is named: say so, since it may surprise. */
function overruledProfile(flags: Surroundings['flags'], merged: Source): readonly string[] {
  const overruling = [merged.accessToken, merged.clientId, merged.clientSecret]
    .map((found) => found?.origin)
    .find((origin) => origin !== undefined && !origin.startsWith('gc profile'));
  if (typeof flags['profile'] !== 'string' || overruling === undefined) return [];
  return [`the credentials of gc profile ${flags['profile']} are not used: ${overruling} comes first`];
}

/** Node.js would obey it; the client does not, since credentials would go to whoever answers. */
const uncheckedCertificates = (env: Surroundings['env']): readonly string[] =>
  env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? [
        'environment NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed: certificates are always checked; name an authority of your own with --ca-file',
      ]
    : [];
