import { resolve } from 'node:path';
import type { Config } from '../../../config/read-config.ts';
import type { World } from '../../world.ts';
import type { ScheduleOptions } from './options.ts';

/** The options before the command, which hold for it too; one that comes after `--` wins. Paths depend on no working directory. */
export function passedOn(options: ScheduleOptions, { home, caFile }: Config, { cwd }: World): string[] {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const absolute: Readonly<Record<string, unknown>> = {
    ...given,
    home,
    caFile,
    ...(typeof given['envFile'] === 'string' ? { envFile: resolve(cwd, given['envFile']) } : {}),
  };
  return Object.entries(FLAGS).flatMap(([name, flag]) => {
    const value = absolute[name];
    return typeof given[name] === 'string' && typeof value === 'string' ? [flag, value] : [];
  });
}

const FLAGS = {
  region: '--region',
  apiUrl: '--api-url',
  loginUrl: '--login-url',
  api: '--api',
  profile: '--profile',
  envFile: '--env-file',
  caFile: '--ca-file',
  home: '--home',
  timeZone: '--time-zone',
};
