import type { Surroundings } from '../../src/config/read-sources.ts';

/** A machine that exists only in memory: `files` by absolute path, an Error stands for one that the system refuses. */
export function surroundings(
  given: Partial<Surroundings> & { readonly files?: Readonly<Record<string, string | Error>> } = {},
): Surroundings {
  const { files = {}, ...rest } = given;
  return {
    flags: {},
    env: {},
    cwd: '/work-dir',
    homeDirectory: '/home/ana',
    platform: 'linux',
    readTextFile: async (path) => {
      const file = files[path] ?? systemError('ENOENT');
      if (file instanceof Error) throw file;
      return file;
    },
    ...rest,
  };
}

export const systemError = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

export const GC_FILE = '/home/ana/.gc/config.toml';
