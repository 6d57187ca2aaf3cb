import type { Config } from '../../config/read-config.ts';
import { Failure, usageFailure } from '../../errors.ts';
import type { World } from '../world.ts';
import { type Check, exitCodeOf, failed, notChecked, ok } from './doctor/check.ts';
import { proxyCheck, settingChecks } from './doctor/configuration-checks.ts';
import { nodeCheck } from './doctor/node-check.ts';
import { doctorText } from './doctor/print-doctor.ts';
import { serviceChecks } from './doctor/service-checks.ts';
import type { ServiceCommand } from './doctor/service-command.ts';
import { storeChecks } from './doctor/store-checks.ts';
import { configOf, type GlobalOptions } from './global-options.ts';
import { type LiveClientOptions, liveClientOptions } from './live-client-options.ts';

interface DoctorOptions extends GlobalOptions {
  readonly for?: readonly ServiceCommand[];
}

const ALL: readonly ServiceCommand[] = ['fetch', 'forecast', 'pace', 'report', 'route'];

/** `gcforecast doctor`: what keeps the commands from working, a line each with its remedy. Returns the exit code of the worst. */
export async function doctor(options: DoctorOptions, world: World): Promise<number> {
  const other = [options.replay && '--replay', options.record && '--record'].find((name) => name !== undefined);
  if (other !== undefined) throw usageFailure(`doctor asks the live service, without ${other}`, `leave ${other} out`);
  const checks = [nodeCheck(process.versions), ...(await configuredChecks(options, world))];
  world.stdout.write(doctorText(checks, options, world));
  return exitCodeOf(checks);
}

async function configuredChecks(options: DoctorOptions, world: World): Promise<Check[]> {
  const config = await orFailure(configOf(options, world));
  if (config instanceof Failure) {
    return [failed('configuration', config), notChecked('service, data directory', 'the configuration is not right')];
  }
  return [
    ...settingChecks(config),
    ...(await connectedChecks(config, options, world)),
    ...(await storeChecks(config.home)),
  ];
}

async function connectedChecks(config: Config, options: DoctorOptions, world: World): Promise<Check[]> {
  const live = await orFailure<LiveClientOptions>(liveClientOptions(config, world));
  if (live instanceof Failure)
    return [failed('connection', live), notChecked('service', 'it is not known where it is')];
  const connection = ok('connection', `${live.hosts.apiUrl}, login at ${live.hosts.loginUrl}`);
  const service = await orFailure(serviceChecks(live, config, options.for ?? ALL, world));
  if (service instanceof Failure) return [failed('connection', service)];
  return [connection, await proxyCheck(live, world), ...service];
}

async function orFailure<T>(work: Promise<T>): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
