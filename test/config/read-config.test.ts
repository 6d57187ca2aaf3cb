import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { Failure } from '../../src/errors.ts';
import { GC_FILE, surroundings, systemError } from './surroundings.ts';

const ENV_FILE = '/work-dir/.env';

async function failureOf(given: Parameters<typeof surroundings>[0]): Promise<Failure> {
  const outcome = await readConfig(surroundings(given)).catch((error: unknown) => error);
  if (!(outcome instanceof Failure)) throw new Error(`expected a Failure, not ${inspect(outcome)}`);
  return outcome;
}

describe('a configuration', () => {
  it('has defaults for everything that does not concern the service', async () => {
    const config = await readConfig(surroundings());
    expect(config).toMatchObject({
      api: 'platform',
      home: '/home/ana/.local/share/gcforecast',
      timeZone: 'UTC',
      logLevel: 'warn',
      logFormat: 'pretty',
      warnings: [],
    });
    expect(config.region).toBeUndefined();
    expect(config.clientSecret).toBeUndefined();
    expect(config.origins).toEqual({
      api: 'default',
      home: 'default',
      timeZone: 'default',
      logLevel: 'default',
      logFormat: 'default',
    });
  });

  it('is frozen', async () => {
    const config = await readConfig(surroundings());
    for (const part of [config, config.origins, config.searched, config.warnings])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it('never shows a credential, however it is printed', async () => {
    const env = { GENESYSCLOUD_OAUTHCLIENT_ID: 'my-client-id', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'my-client-secret' };
    const config = await readConfig(surroundings({ env }));
    expect(config.clientSecret?.reveal()).toBe('my-client-secret');
    for (const shown of [
      JSON.stringify(config),
      inspect(config, { depth: null, showHidden: true }),
      `${config.clientId}`,
    ]) {
      expect(shown).toContain('[hidden]');
      expect(shown).not.toContain('my-client');
    }
  });
});

describe('precedence', () => {
  const flag = { flags: { region: 'from-flag' } };
  const environment = { GENESYSCLOUD_REGION: 'from-environment' };
  const files = {
    [ENV_FILE]: 'GENESYSCLOUD_REGION=from-env-file',
    [GC_FILE]: '[default]\nenvironment = "from-profile"',
  };

  it.each([
    ['a flag', { ...flag, env: environment, files }, 'from-flag', 'flag --region'],
    ['the environment', { env: environment, files }, 'from-environment', 'environment GENESYSCLOUD_REGION'],
    ['the env file', { files }, 'from-env-file', 'file .env GENESYSCLOUD_REGION'],
    ['the gc profile', { files: { [GC_FILE]: files[GC_FILE] ?? '' } }, 'from-profile', 'gc profile DEFAULT'],
  ])('gives %s before all that follow', async (_, given, region, origin) => {
    const config = await readConfig(surroundings(given));
    expect(config.region).toBe(region);
    expect(config.origins.region).toBe(origin);
  });

  it('counts an empty or blank flag or variable as not set', async () => {
    const given = { flags: { region: ' ' }, env: { GENESYSCLOUD_REGION: '' }, files };
    expect((await readConfig(surroundings(given))).region).toBe('from-env-file');
  });

  it('holds for every setting that has a flag', async () => {
    const flags = {
      api: 'platform',
      apiUrl: 'https://flag.test',
      loginUrl: 'https://flag.test',
      home: '/flag',
      timeZone: 'Europe/London',
      caFile: '/flag.pem',
      logFormat: 'json',
    };
    const env = {
      GCFORECAST_API: 'wrong',
      GENESYSCLOUD_API_URL: 'wrong',
      GENESYSCLOUD_LOGIN_URL: 'wrong',
      GCFORECAST_HOME: '/environment',
      GCFORECAST_TIME_ZONE: 'wrong',
      GCFORECAST_CA_FILE: '/environment.pem',
    };
    expect(await readConfig(surroundings({ flags, env }))).toMatchObject(flags);
  });

  it('takes no credentials from flags, which show in process lists', async () => {
    const config = await readConfig(surroundings({ flags: { clientId: 'a', clientSecret: 'b', accessToken: 'c' } }));
    expect([config.clientId, config.clientSecret, config.accessToken]).toEqual([undefined, undefined, undefined]);
  });
});

describe('names from tutorials', () => {
  it.each([
    ['GENESYS_CLOUD_REGION', 'GENESYSCLOUD_REGION', 'region'],
    ['GENESYS_CLOUD_CLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'clientId'],
    ['GENESYS_CLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'clientId'],
    ['GENESYS_CLOUD_CLIENT_SECRET', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'clientSecret'],
    ['GENESYS_CLIENT_SECRET', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'clientSecret'],
  ] as const)('%s is understood, and %s wins in the same place', async (alias, official, name) => {
    const byAlias = await readConfig(surroundings({ env: { [alias]: 'x', [official]: '' } }));
    expect(byAlias.origins[name]).toBe(`environment ${alias}`);
    const byBoth = await readConfig(surroundings({ env: { [alias]: 'x', [official]: 'y' } }));
    expect(byBoth.origins[name]).toBe(`environment ${official}`);
  });

  it('come first in the environment before official names in the env file', async () => {
    const given = { env: { GENESYS_CLOUD_REGION: 'near' }, files: { [ENV_FILE]: 'GENESYSCLOUD_REGION=far' } };
    expect((await readConfig(surroundings(given))).region).toBe('near');
  });
});

describe('an access token and client credentials', () => {
  const client = { GENESYSCLOUD_OAUTHCLIENT_ID: 'id', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret' };
  const token = { GENESYSCLOUD_ACCESS_TOKEN: 'token' };
  const asFile = (variables: Record<string, string>): Record<string, string> => ({
    [ENV_FILE]: Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  });
  const kindOf = async (given: Parameters<typeof surroundings>[0]): Promise<string> => {
    const { accessToken, clientId, clientSecret } = await readConfig(surroundings(given));
    return [accessToken && 'token', clientId && 'id', clientSecret && 'secret'].filter(Boolean).join(' ');
  };

  it('exclude each other: in one place the token is used', async () => {
    expect(await kindOf({ env: { ...client, ...token } })).toBe('token');
  });

  it('exclude each other: of two places the first one counts', async () => {
    expect(await kindOf({ env: client, files: asFile(token) })).toBe('id secret');
    expect(await kindOf({ env: token, files: asFile(client) })).toBe('token');
  });

  it('may come id and secret from two places', async () => {
    const files = asFile({ GENESYSCLOUD_OAUTHCLIENT_ID: 'id' });
    expect(await kindOf({ env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret' }, files })).toBe('id secret');
  });

  it('let half an OAuth client give way to a token', async () => {
    expect(await kindOf({ env: { GENESYSCLOUD_OAUTHCLIENT_ID: 'id' }, files: asFile(token) })).toBe('token');
  });
});

describe('the env file', () => {
  it('is .env of the working directory, and may be missing or be a folder', async () => {
    for (const code of ['ENOENT', 'ENOTDIR', 'EISDIR']) {
      const config = await readConfig(surroundings({ files: { [ENV_FILE]: systemError(code) } }));
      expect(config.searched.envFile).toBe('file .env (not there)');
    }
  });

  it('is an error when it is there and cannot be read', async () => {
    const failure = await failureOf({ files: { [ENV_FILE]: systemError('EACCES') } });
    expect(failure.message).toBe('cannot read env file .env (EACCES)');
    expect(failure.exitCode).toBe(2);
  });

  it('has to exist when it is named', async () => {
    const failure = await failureOf({ flags: { envFile: 'prod.env' } });
    expect(failure).toMatchObject({
      message: 'cannot read env file prod.env (ENOENT)',
      code: 'GCF-CONFIG',
      exitCode: 2,
    });
    expect(failure.hint).toBe('check the path, or leave --env-file out');
  });

  it('is looked for from the working directory and replaces .env', async () => {
    const files = { '/work-dir/conf/prod.env': 'GENESYSCLOUD_REGION=prod', [ENV_FILE]: 'GENESYSCLOUD_REGION=test' };
    const config = await readConfig(surroundings({ flags: { envFile: 'conf/prod.env' }, files }));
    expect(config.region).toBe('prod');
    expect(config.origins.region).toBe('file conf/prod.env GENESYSCLOUD_REGION');
  });

  it('may be quoted, commented, exported, with Windows line ends and a byte order mark', async () => {
    const text =
      '\uFEFF# comment\r\nexport GENESYSCLOUD_REGION="eu-west-1" # here\r\nGENESYSCLOUD_ACCESS_TOKEN=\'a#b\'\r\n';
    const config = await readConfig(surroundings({ files: { [ENV_FILE]: text } }));
    expect(config.region).toBe('eu-west-1');
    expect(config.accessToken?.reveal()).toBe('a#b');
  });

  it('lets a failure of the program itself through', async () => {
    const readTextFile = async (): Promise<string> => {
      throw new TypeError('a defect');
    };
    await expect(readConfig(surroundings({ readTextFile }))).rejects.toThrow(TypeError);
  });
});

describe('paths', () => {
  it('are taken from the working directory, and ~ is the home directory', async () => {
    const config = await readConfig(
      surroundings({ flags: { home: 'data' }, env: { GCFORECAST_CA_FILE: '~/certs/root.pem' } }),
    );
    expect(config).toMatchObject({ home: '/work-dir/data', caFile: '/home/ana/certs/root.pem' });
  });

  it('follow the rules of Windows there', async () => {
    const config = await readConfig(
      surroundings({
        platform: 'win32',
        cwd: 'C:\\work',
        homeDirectory: 'C:\\Users\\ana',
        flags: { home: '..\\data', caFile: '~\\root.pem' },
      }),
    );
    expect(config).toMatchObject({ home: 'C:\\data', caFile: 'C:\\Users\\ana\\root.pem' });
  });
});

describe('addresses', () => {
  it('lose their closing slash, and keep a path of a gateway', async () => {
    const flags = { apiUrl: 'https://gateway.test/genesys/', loginUrl: 'http://127.0.0.1:8080/' };
    const config = await readConfig(surroundings({ flags }));
    expect(config).toMatchObject({ apiUrl: 'https://gateway.test/genesys', loginUrl: 'http://127.0.0.1:8080' });
    expect(config.warnings).toEqual([]);
  });

  it.each([
    'api.mypurecloud.ie',
    'ftp://host',
    'https://ana:pw@host',
    'https://host?a=1',
    'https://host#a',
    'https://',
  ])('refuse %s without repeating it', async (apiUrl) => {
    const failure = await failureOf({ flags: { apiUrl } });
    expect(failure.message).toBe(
      'flag --api-url: must be an http or https address without user name, query and fragment',
    );
  });

  it('warn of plain http to another machine', async () => {
    const config = await readConfig(surroundings({ env: { GENESYSCLOUD_API_URL: 'http://gateway.test' } }));
    expect(config.warnings).toEqual([
      'environment GENESYSCLOUD_API_URL: http sends credentials and data unencrypted to gateway.test',
    ]);
  });
});

describe('the time zone', () => {
  it.each(['UTC', 'utc', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+3'])(
    'may be %s',
    async (timeZone) => {
      const config = await readConfig(surroundings({ flags: { timeZone } }));
      expect(config.timeZone).toBe(timeZone === 'utc' ? 'UTC' : timeZone);
    },
  );

  it.each([
    ['Europe/Berln', 'did you mean Europe/Berlin?'],
    ['berlin', 'did you mean Europe/Berlin?'],
    ['New York', 'did you mean America/New_York?'],
    ['+01:00', 'time zones are named like Europe/London or UTC'],
    ['Middle-earth/Bree-on-the-hill', 'time zones are named like Europe/London or UTC'],
  ])('may not be %s; %s', async (timeZone, hint) => {
    const failure = await failureOf({ env: { GCFORECAST_TIME_ZONE: timeZone } });
    expect(failure.message).toBe(`environment GCFORECAST_TIME_ZONE: '${timeZone}' is not an IANA time zone`);
    expect(failure.hint).toBe(hint);
  });
});

describe('the log level', () => {
  it.each([
    [{}, {}, 'warn', 'default'],
    [{}, { GCFORECAST_LOG_LEVEL: 'trace' }, 'trace', 'environment GCFORECAST_LOG_LEVEL'],
    [{ quiet: true }, { GCFORECAST_LOG_LEVEL: 'trace' }, 'error', 'flag --quiet'],
    [{ verbose: true }, { GCFORECAST_LOG_LEVEL: 'silent' }, 'debug', 'flag --verbose'],
    [{ verbose: false, quiet: undefined }, {}, 'warn', 'default'],
  ] as const)('with flags %j and environment %j is %s', async (flags, env, level, origin) => {
    const config = await readConfig(surroundings({ flags, env }));
    expect(config.logLevel).toBe(level);
    expect(config.origins.logLevel).toBe(origin);
  });

  it('cannot be quiet and verbose at once', async () => {
    const failure = await failureOf({ flags: { quiet: true, verbose: true } });
    expect(failure.message).toBe('flag --quiet and flag --verbose exclude each other');
  });
});

describe('problems', () => {
  it('say where the wrong value stands and what was nearly right', async () => {
    const failure = await failureOf({ files: { [ENV_FILE]: 'GCFORECAST_LOG_LEVEL=dbug' } });
    expect(failure.message).toBe(
      "file .env GCFORECAST_LOG_LEVEL: 'dbug' is not one of silent, error, warn, info, debug, trace",
    );
    expect(failure.hint).toBe('did you mean debug?');
  });

  it('are all told at once', async () => {
    const failure = await failureOf({
      flags: { envFile: 'none.env', profile: 'prod', api: 'summaries', timeZone: 'Mars/Base', logFormat: 'xml' },
      env: { GENESYSCLOUD_API_URL: 'nowhere', GENESYSCLOUD_ACCESS_TOKEN: 'two words' },
    });
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toBe(
      [
        'cannot read env file none.env (ENOENT)',
        'gc profile prod: no file ~/.gc/config.toml',
        'environment GENESYSCLOUD_ACCESS_TOKEN: contains blanks or characters that no credential has',
        'environment GENESYSCLOUD_API_URL: must be an http or https address without user name, query and fragment',
        "flag --api: 'summaries' is not one of platform, summary",
        "flag --log-format: 'xml' is not one of pretty, json",
        "flag --time-zone: 'Mars/Base' is not an IANA time zone",
      ].join('; '),
    );
    expect(failure.hint).toContain('did you mean summary?');
  });

  it('never repeat a credential', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z]{10,20} [A-Za-z]{10,20}$/), async (value) => {
        const env = { GENESYSCLOUD_OAUTHCLIENT_SECRET: value, GENESYSCLOUD_ACCESS_TOKEN: value };
        const failure = await failureOf({ env });
        expect(inspect(failure, { depth: null })).not.toContain(value);
      }),
    );
  });
});

describe('variables with our prefix that are no settings', () => {
  it('are warned of, in the environment and in the env file', async () => {
    const config = await readConfig(
      surroundings({
        env: { GCFORECAST_TIMEZONE: 'Europe/Berlin', OTHER: '1' },
        files: { [ENV_FILE]: 'GCFORECAST_BANANAS=1' },
      }),
    );
    expect(config.warnings).toEqual([
      'environment GCFORECAST_TIMEZONE is not a setting; did you mean GCFORECAST_TIME_ZONE?',
      'file .env GCFORECAST_BANANAS is not a setting',
    ]);
  });
});
