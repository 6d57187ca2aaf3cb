import { resolve } from 'node:path';
import { jsonText } from '../../export/json.ts';
import type { World } from '../world.ts';
import { doctor } from './doctor.ts';
import { FORECAST_DEFAULTS } from './forecast/options.ts';
import { forecast } from './forecast.ts';
import type { GlobalOptions } from './global-options.ts';
import { gatherAnswers } from './init/answers.ts';
import type { InitOptions } from './init/options.ts';
import { writeEnvFile } from './init/write-env-file.ts';

const FIRST_FORECAST = { ...FORECAST_DEFAULTS, days: 7, historyDays: 90, output: 'wfm_volume_forecast.csv' } as const;

/**
 * `gcforecast init`: an env file with what was asked for, the doctor's checks of it, and when all is well a first forecast. Returns the
 * exit code of the checks, or that of the forecast.
 */
export async function init(options: InitOptions, world: World): Promise<number> {
  const envFile = options.envFile ?? '.env';
  const path = resolve(world.cwd, envFile);
  const { region, clientId, clientSecret } = await gatherAnswers(options, path, world);
  await writeEnvFile(path, variablesOf(options, region, clientId, clientSecret), world.signal);

  // From here on the file speaks, as it will in later runs.
  const { secretFile: _, region: __, apiUrl: ___, loginUrl: ____, ...others } = options;
  const later = { ...others, envFile };
  if (options.json === true) return initDocument(envFile, later, world);
  world.stdout.write(`written: ${envFile}, which only you can read\n\n`);
  const checked = await doctor({ ...later, for: ['forecast'] }, world);
  if (checked !== 0 || !options.forecast) return checked;
  world.stdout.write('\n');
  return forecast({ ...later, ...FIRST_FORECAST }, world);
}

const variablesOf = (
  { apiUrl, loginUrl }: InitOptions,
  region: string | undefined,
  clientId: string,
  clientSecret: string,
): Record<string, string> => ({
  ...(region === undefined ? {} : { GENESYSCLOUD_REGION: region }),
  ...(apiUrl === undefined ? {} : { GENESYSCLOUD_API_URL: apiUrl }),
  ...(loginUrl === undefined ? {} : { GENESYSCLOUD_LOGIN_URL: loginUrl }),
  GENESYSCLOUD_OAUTHCLIENT_ID: clientId,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: clientSecret,
});

/** Under --json: one document that holds those of the checks and of the forecast. */
async function initDocument(
  envFile: string,
  later: GlobalOptions & { forecast: boolean },
  world: World,
): Promise<number> {
  const heard: string[] = [];
  const listening: World = { ...world, stdout: { write: (text) => heard.push(text) } };
  let exitCode = await doctor({ ...later, for: ['forecast'] }, listening);
  if (exitCode === 0 && later.forecast) exitCode = await forecast({ ...later, ...FIRST_FORECAST }, listening);
  const [checks, first] = heard.map((text): unknown => JSON.parse(text));
  world.stdout.write(
    jsonText({
      schema: 'gcforecast/init@1',
      envFile,
      doctor: checks,
      ...(first === undefined ? {} : { forecast: first }),
    }),
  );
  return exitCode;
}
