import type { Config } from '../../../config/read-config.ts';
import { SETTINGS, type SettingName } from '../../../config/settings.ts';
import { proxyFor } from '../../../genesys/proxy.ts';
import type { World } from '../../world.ts';
import type { LiveClientOptions } from '../live-client-options.ts';
import { type Check, checked, ok, warning } from './check.ts';

/** A line for each setting that has a value, with where it came from, and one for each warning. Secrets show as `[hidden]`. */
export function settingChecks(config: Config): Check[] {
  const settings = (Object.keys(SETTINGS) as SettingName[]).flatMap((name): Check[] => {
    const origin = config.origins[name];
    return origin === undefined ? [] : [ok(`setting ${SETTINGS[name].title}`, `${config[name]} (${origin})`)];
  });
  return [...settings, ...config.warnings.map((text) => warning('configuration', text, 'correct it where it stands'))];
}

/** How requests leave this machine: directly, or by which proxy. */
export const proxyCheck = ({ hosts }: LiveClientOptions, world: World): Promise<Check> =>
  checked('proxy', () => {
    const proxy = proxyFor(new URL(hosts.apiUrl), world.env);
    if (proxy === false) return ok('proxy', `none for ${hosts.apiUrl}`);
    const login = proxy.auth === undefined ? '' : ', with a user name and a password';
    return ok('proxy', `${proxy.protocol}://${proxy.host}:${proxy.port} for ${hosts.apiUrl}${login}`);
  });
