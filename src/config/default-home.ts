import { posix, win32 } from 'node:path';

/**
 * The platform's directory for a user's application data, followed by `gcforecast`. The same answer as the package env-paths
 * gives for the running process, but for a given environment.
 */
export function defaultHome(
  platform: NodeJS.Platform,
  homeDirectory: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || win32.join(homeDirectory, 'AppData', 'Local');
    return win32.join(local, 'gcforecast', 'Data');
  }
  if (platform === 'darwin') return posix.join(homeDirectory, 'Library', 'Application Support', 'gcforecast');
  return posix.join(env['XDG_DATA_HOME'] || posix.join(homeDirectory, '.local', 'share'), 'gcforecast');
}
