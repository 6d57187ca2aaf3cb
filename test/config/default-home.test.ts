import { homedir } from 'node:os';
import envPaths from 'env-paths';
import { describe, expect, it } from 'vitest';
import { defaultHome } from '../../src/config/default-home.ts';

describe('the default data directory', () => {
  it('is the one that env-paths gives on this machine', () => {
    expect(defaultHome(process.platform, homedir(), process.env)).toBe(envPaths('gcforecast', { suffix: '' }).data);
  });

  // Expected values from the documentation of env-paths and the XDG base directory specification.
  it.each([
    ['linux', '/home/ana', {}, '/home/ana/.local/share/gcforecast'],
    ['linux', '/home/ana', { XDG_DATA_HOME: '/data/ana' }, '/data/ana/gcforecast'],
    ['linux', '/home/ana', { XDG_DATA_HOME: '' }, '/home/ana/.local/share/gcforecast'],
    ['darwin', '/Users/ana', {}, '/Users/ana/Library/Application Support/gcforecast'],
    ['win32', 'C:\\Users\\ana', {}, 'C:\\Users\\ana\\AppData\\Local\\gcforecast\\Data'],
    ['win32', 'C:\\Users\\ana', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\gcforecast\\Data'],
  ] as const)('on %s for %s with %j is %s', (platform, home, env, expected) => {
    expect(defaultHome(platform, home, env)).toBe(expected);
  });
});
