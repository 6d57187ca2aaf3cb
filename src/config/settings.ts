export interface Setting {
  /** What the setting is called in messages. */
  readonly title: string;
  readonly flag?: string;
  /** Environment variables, the official name first; the others are names that tutorials use. */
  readonly variables: readonly string[];
  /** Key in a profile of the `gc` command line, where it has one. */
  readonly profileKey?: string;
}

/** Every setting and where it may come from. Credentials have no flag: flags show in process lists. */
export const SETTINGS = {
  region: {
    title: 'region',
    flag: '--region',
    variables: ['GENESYSCLOUD_REGION', 'GENESYS_CLOUD_REGION'],
    profileKey: 'environment',
  },
  clientId: {
    title: 'OAuth client id',
    variables: ['GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYS_CLOUD_CLIENT_ID', 'GENESYS_CLIENT_ID'],
    profileKey: 'client_credentials',
  },
  clientSecret: {
    title: 'OAuth client secret',
    variables: ['GENESYSCLOUD_OAUTHCLIENT_SECRET', 'GENESYS_CLOUD_CLIENT_SECRET', 'GENESYS_CLIENT_SECRET'],
    profileKey: 'client_secret',
  },
  secretFile: {
    title: 'file with the OAuth client secret',
    flag: '--secret-file',
    variables: ['GCFORECAST_SECRET_FILE'],
  },
  accessToken: { title: 'access token', variables: ['GENESYSCLOUD_ACCESS_TOKEN'], profileKey: 'access_token' },
  apiUrl: { title: 'API address', flag: '--api-url', variables: ['GENESYSCLOUD_API_URL'] },
  loginUrl: { title: 'login address', flag: '--login-url', variables: ['GENESYSCLOUD_LOGIN_URL'] },
  api: { title: 'wire contract', flag: '--api', variables: ['GCFORECAST_API'] },
  home: { title: 'data directory', flag: '--home', variables: ['GCFORECAST_HOME'] },
  timeZone: { title: 'time zone', flag: '--time-zone', variables: ['GCFORECAST_TIME_ZONE'] },
  caFile: { title: 'certificate authorities', flag: '--ca-file', variables: ['GCFORECAST_CA_FILE'] },
  defaultCampaign: { title: 'campaign', variables: ['GENESYS_CAMPAIGN_ID'] },
  defaultSkill: { title: 'skill', variables: ['GENESYS_SKILL_ID'] },
  notify: { title: 'address for notices', flag: '--notify', variables: ['GCFORECAST_NOTIFY'] },
  metricsFile: { title: 'metrics file', flag: '--metrics-file', variables: ['GCFORECAST_METRICS_FILE'] },
  logLevel: { title: 'log level', variables: ['GCFORECAST_LOG_LEVEL'] },
  logFormat: { title: 'log format', flag: '--log-format', variables: [] },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** The table of settings as a list, for loops over all of them. */
export const settingEntries = Object.entries(SETTINGS) as readonly (readonly [SettingName, Setting])[];

/** A value as it was written, and where. */
export interface Found {
  readonly value: string;
  /** For people: `flag --region`, `environment GENESYSCLOUD_REGION`, `file .env GENESYSCLOUD_REGION`, `default`. */
  readonly origin: string;
}

/** What one place says about the settings. */
export type Source = Readonly<Partial<Record<SettingName, Found>>>;
