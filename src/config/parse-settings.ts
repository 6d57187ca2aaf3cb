import * as z from 'zod/mini';
import { nearestName } from '../nearest-name.ts';
import type { Problem } from './problem.ts';
import { secret } from './secret.ts';
import type { SettingName, Source } from './settings.ts';

const APIS = ['platform', 'summary'] as const;
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const LOG_FORMATS = ['pretty', 'json'] as const;

const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, { error: ({ input }) => `'${String(input)}' is not one of ${names.join(', ')}` });

// What a header or a form field can carry; a blank inside is a slip in copying.
const hidden = () =>
  z.pipe(
    z.string().check(z.regex(/^[!-~]+$/, 'contains blanks or characters that no credential has')),
    z.transform(secret),
  );

const baseUrl = () =>
  z.pipe(
    z.string().check(z.refine(isBaseUrl, 'must be an http or https address without user name, query and fragment')),
    z.transform((address) => address.replace(/\/+$/, '')),
  );

function isBaseUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, search, hash } = new URL(address);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}

const webAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const settingsSchema = z.object({
  region: z.optional(z.string()),
  clientId: z.optional(hidden()),
  clientSecret: z.optional(hidden()),
  secretFile: z.optional(z.string()),
  accessToken: z.optional(hidden()),
  apiUrl: z.optional(baseUrl()),
  loginUrl: z.optional(baseUrl()),
  api: oneOf(APIS),
  home: z.string(),
  timeZone: z.pipe(
    z.string(),
    z.transform((name) => (name.toUpperCase() === 'UTC' ? 'UTC' : name)),
  ),
  caFile: z.optional(z.string()),
  defaultCampaign: z.optional(z.string()),
  defaultSkill: z.optional(z.string()),
  // The addresses of webhooks let everyone post who knows them.
  notify: z.optional(
    z.pipe(z.string().check(z.refine(webAddress, 'must be an http or https address')), z.transform(secret)),
  ),
  metricsFile: z.optional(z.string()),
  logLevel: oneOf(LOG_LEVELS),
  logFormat: oneOf(LOG_FORMATS),
} satisfies Record<SettingName, z.core.$ZodType>);

export type Settings = z.infer<typeof settingsSchema>;

const rightSettingsSchema = z.partial(settingsSchema);

/** The settings whose texts are right, when others are not. */
export type RightSettings = z.infer<typeof rightSettingsSchema>;

const KNOWN_WORDS: Partial<Record<SettingName, readonly string[]>> = {
  api: APIS,
  logLevel: LOG_LEVELS,
  logFormat: LOG_FORMATS,
};

const COPY_AGAIN = 'copy it again, whole and without blanks';
const LIKE_ADDRESS = 'write it like https://api.mypurecloud.ie';

/** What to do where no known word is near. */
const REMEDIES: Partial<Record<SettingName, string>> = {
  clientId: COPY_AGAIN,
  clientSecret: COPY_AGAIN,
  accessToken: COPY_AGAIN,
  apiUrl: LIKE_ADDRESS,
  loginUrl: LIKE_ADDRESS,
  notify: 'write it like https://hooks.example.com/night',
};

type ParsedSettings =
  | { readonly complete: true; readonly settings: Settings; readonly problems: readonly [] }
  | { readonly complete: false; readonly settings: RightSettings; readonly problems: readonly Problem[] };

/** Third step: texts become typed values. What is right is handed on beside the problems, so that rules can see it. */
export function parseSettings(merged: Source): ParsedSettings {
  const texts = Object.fromEntries(Object.entries(merged).map(([name, { value }]) => [name, value]));
  const parsed = settingsSchema.safeParse(texts);
  if (parsed.success) return { complete: true, settings: parsed.data, problems: [] };
  const problems = parsed.error.issues.map(({ path, message }) => problemOf(path[0] as SettingName, message, merged));
  for (const { path } of parsed.error.issues) delete texts[String(path[0])];
  return { complete: false, settings: rightSettingsSchema.parse(texts), problems };
}

function problemOf(name: SettingName, message: string, merged: Source): Problem {
  const found = merged[name];
  const nearest = nearestName(found?.value ?? '', KNOWN_WORDS[name] ?? []);
  const hint = nearest === undefined ? (REMEDIES[name] ?? 'use one of these words') : `did you mean ${nearest}?`;
  return { message: `${found?.origin ?? name}: ${message}`, hint };
}
