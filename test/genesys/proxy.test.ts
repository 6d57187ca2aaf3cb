import { describe, expect, test } from 'vitest';
import { proxyFor } from '../../src/genesys/proxy.ts';

const api = new URL('https://api.mypurecloud.ie');

// Which variable rules, and what exempts, follows curl's documentation of these variables (curl(1), "Environment").
describe('the proxy for a URL', () => {
  test('is none without variables', () => {
    expect(proxyFor(api, {})).toBe(false);
    expect(proxyFor(api, { HTTPS_PROXY: '' })).toBe(false);
  });

  test.each([
    [{ HTTPS_PROXY: 'http://proxy:3128' }, { protocol: 'http', host: 'proxy', port: 3128 }],
    [
      { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:2' },
      { protocol: 'http', host: 'lower', port: 1 },
    ],
    [{ ALL_PROXY: 'proxy:8080' }, { protocol: 'http', host: 'proxy', port: 8080 }],
    [{ HTTPS_PROXY: 'https://proxy' }, { protocol: 'https', host: 'proxy', port: 443 }],
    [{ HTTP_PROXY: 'http://other:1' }, false],
  ])('comes from the variables of its scheme: %j', (environment, expected) => {
    expect(proxyFor(api, environment)).toEqual(expected);
  });

  test('has user name and password as they are, not as the URL writes them', () => {
    expect(proxyFor(api, { HTTPS_PROXY: 'http://a%40b:c%2Fd%25@proxy:1' })).toMatchObject({
      auth: { username: 'a@b', password: 'c/d%' },
    });
  });

  test('that cannot be read is wrong usage, told without its password', () => {
    const read = () => proxyFor(api, { HTTPS_PROXY: 'http://user:pa ss@[x' });
    expect(read).toThrow(expect.objectContaining({ exitCode: 2, message: expect.not.stringContaining('pa ss') }));
  });

  test('may have a percent sign that encodes nothing', () => {
    expect(proxyFor(api, { HTTPS_PROXY: 'http://u:100%25%zz@proxy:1' })).toMatchObject({
      auth: { password: '100%%zz' },
    });
  });

  test.each([
    ['*', true],
    ['mypurecloud.ie', true],
    ['.mypurecloud.ie', true],
    ['*.mypurecloud.ie', true],
    ['API.mypurecloud.ie', true],
    ['api.mypurecloud.ie:443', true],
    ['other.example, api.mypurecloud.ie', true],
    ['api.mypurecloud.ie:8443', false],
    ['purecloud.ie', false],
    ['api.mypurecloud.ie.example', false],
    ['', false],
  ])('NO_PROXY=%s exempts the host: %s', (noProxy, exempt) => {
    expect(proxyFor(api, { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: noProxy }) === false).toBe(exempt);
  });
});
