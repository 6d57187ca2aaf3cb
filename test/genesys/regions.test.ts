import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { hostsOf } from '../../src/genesys/regions.ts';

interface Region {
  region: string;
  domain: string;
  login: string;
  api: string;
}

// The regions of the official JavaScript software kit, release 262.0.0.
const { regions } = JSON.parse(readFileSync(new URL('regions.json', import.meta.url), 'utf8')) as { regions: Region[] };

const failureOf = (work: () => unknown): Failure => {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
};

describe('hosts of a region', () => {
  test.each(regions)(
    '$region is known by name, with hyphens or underscores, and by domain',
    ({ region, domain, login, api }) => {
      const hosts = { apiUrl: api, loginUrl: login };
      expect(hostsOf(region)).toEqual(hosts);
      expect(hostsOf(region.replaceAll('-', '_').toUpperCase())).toEqual(hosts);
      expect(hostsOf(domain)).toEqual(hosts);
    },
  );

  test('anything with a dot is a domain, as people copy it', () => {
    const hosts = { apiUrl: 'https://api.new1.pure.cloud', loginUrl: 'https://login.new1.pure.cloud' };
    for (const text of ['new1.pure.cloud', ' https://apps.new1.pure.cloud/directory/', 'api.new1.pure.cloud']) {
      expect(hostsOf(text)).toEqual(hosts);
    }
  });

  test('an unknown name is wrong usage, and the nearest one is suggested', () => {
    expect(failureOf(() => hostsOf('eu-wset-1'))).toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('eu-west-1'),
    });
    expect(failureOf(() => hostsOf('atlantis'))).toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('ap-south-1'),
    });
    expect(failureOf(() => hostsOf('a..b'))).toMatchObject({ exitCode: 2 });
  });

  test('no region at all is wrong usage that names the setting', () => {
    expect(failureOf(() => hostsOf(undefined))).toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('GENESYSCLOUD_REGION'),
    });
  });

  test('a URL overrides its host; with both, no region is needed', () => {
    const overrides = { apiUrl: 'http://127.0.0.1:8080/gateway/', loginUrl: 'https://login.example' };
    expect(hostsOf(undefined, overrides)).toEqual({
      apiUrl: 'http://127.0.0.1:8080/gateway',
      loginUrl: 'https://login.example',
    });
    expect(hostsOf('eu-west-1', { apiUrl: 'https://gateway.example' })).toEqual({
      apiUrl: 'https://gateway.example',
      loginUrl: 'https://login.mypurecloud.ie',
    });
    expect(failureOf(() => hostsOf(undefined, { apiUrl: 'https://gateway.example' }))).toMatchObject({ exitCode: 2 });
  });

  test.each(['api.mypurecloud.ie', 'ftp://host', 'https://user:pass@host', 'https://host?x=1'])(
    '%s is no base URL',
    (apiUrl) => {
      expect(failureOf(() => hostsOf('eu-west-1', { apiUrl }))).toMatchObject({ exitCode: 2 });
    },
  );
});
