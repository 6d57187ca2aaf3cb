import { describe, expect, it } from 'vitest';
import { requireConnection } from '../../src/config/connection.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { surroundings, systemError } from './surroundings.ts';

const FILE = '/run/secrets/genesys';
const BASE = { GENESYSCLOUD_REGION: 'eu-west-1', GENESYSCLOUD_OAUTHCLIENT_ID: 'id' };

const revealed = async (given: Parameters<typeof surroundings>[0]): Promise<string | undefined> => {
  const { credentials } = requireConnection(await readConfig(surroundings(given)));
  return credentials.kind === 'client' ? credentials.clientSecret.reveal() : undefined;
};

describe('the OAuth client secret', () => {
  it('comes from the file of --secret-file, without the line break at its end', async () => {
    const files = { [FILE]: 'from-file\n' };
    expect(await revealed({ env: BASE, flags: { secretFile: FILE }, files })).toBe('from-file');
    const config = await readConfig(surroundings({ env: BASE, flags: { secretFile: FILE }, files }));
    expect(config.origins.clientSecret).toBe(`file ${FILE} of flag --secret-file`);
    expect(JSON.stringify(config)).not.toContain('from-file');
  });

  it('comes from the file of a flag before that of the environment, and from a file before the variable beside it', async () => {
    const env = { ...BASE, GENESYSCLOUD_OAUTHCLIENT_SECRET: 'variable', GCFORECAST_SECRET_FILE: '/other' };
    const files = { [FILE]: 'by-flag', '/other': 'by-variable' };
    expect(await revealed({ env, files })).toBe('by-variable');
    expect(await revealed({ env, files, flags: { secretFile: FILE } })).toBe('by-flag');
  });

  it('is taken from a file that a path relative to the working directory names', async () => {
    expect(await revealed({ env: BASE, flags: { secretFile: 'own' }, files: { '/work-dir/own': 's' } })).toBe('s');
  });

  it.each([
    ['that is not there', systemError('ENOENT'), /cannot read .*genesys \(ENOENT\)/],
    ['that may not be read', systemError('EACCES'), /cannot read .*genesys \(EACCES\)/],
    ['that is empty', ' \n', /genesys is empty/],
    ['with two lines, which is never repeated', 'one\ntwo', /contains blanks/],
  ])('is wrong usage from a file %s', async (_, content, message) => {
    const reading = readConfig(surroundings({ env: BASE, flags: { secretFile: FILE }, files: { [FILE]: content } }));
    await expect(reading).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(message) });
    await expect(reading).rejects.not.toThrow(/one|two/);
  });
});

describe('files with secrets that others can read', () => {
  const files = { [FILE]: 'secret', '/work-dir/.env': 'GENESYSCLOUD_OAUTHCLIENT_SECRET=x' };
  const warningsAt = async (mode: number, given: Parameters<typeof surroundings>[0]) =>
    (await readConfig(surroundings({ ...given, files, fileMode: async () => mode }))).warnings;

  it.each([0o644, 0o640, 0o604])('are warned of (mode %o), each by its name', async (mode) => {
    expect(await warningsAt(mode, { env: BASE, flags: { secretFile: FILE } })).toEqual([
      '.env can be read by others; run: chmod 600 .env',
      `${FILE} can be read by others; run: chmod 600 ${FILE}`,
    ]);
  });

  it('are not warned of when only their owner can', async () => {
    expect(await warningsAt(0o600, { env: BASE, flags: { secretFile: FILE } })).toEqual([]);
  });

  it('an env file without secrets may be read by all', async () => {
    const plain = surroundings({
      files: { '/work-dir/.env': 'GENESYSCLOUD_REGION=eu-west-1' },
      fileMode: async () => 0o644,
    });
    expect((await readConfig(plain)).warnings).toEqual([]);
  });
});

it('a switch that would turn off the check of certificates is told to have no effect', async () => {
  const { warnings } = await readConfig(surroundings({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }));
  expect(warnings).toEqual([expect.stringMatching(/NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed.*--ca-file/)]);
});
