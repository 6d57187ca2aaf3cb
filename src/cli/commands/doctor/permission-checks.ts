import {
  type ProbeGround,
  probePermission,
  type ReadingPermission,
} from '../../../genesys/platform/permission-probes.ts';
import { type Check, checked, notChecked, ok } from './check.ts';
import { type Need, neededFor, type ServiceCommand } from './service-command.ts';

const READING: Readonly<Record<ReadingPermission, Need>> = {
  'analytics:conversationAggregate:view': [['fetch', 'forecast', 'pace', 'report', 'route'], 'volumes, handle times'],
  'analytics:conversationDetail:view': [['pace', 'report'], 'single conversations, details jobs'],
  'routing:wrapupCode:view': [['report'], 'names of wrap-up codes'],
  'routing:skill:view': [['report', 'route'], 'names of skills'],
  'analytics:userAggregate:view': [['pace', 'route'], 'time on queue of agents'],
  'analytics:queueObservation:view': [['pace'], 'agents at this moment'],
  'outbound:campaign:view': [['pace'], 'campaigns'],
  'outbound:settings:view': [['pace'], 'limits of the organisation'],
  'outbound:callableTimeSet:view': [['pace'], 'when calls may be made'],
  'wfm:planningGroup:view': [['pace'], '--capacity wfm'],
  'wfm:intraday:view': [['pace'], '--capacity wfm'],
};

const WRITING: Readonly<Record<string, Need>> = {
  'outbound:campaign:edit': [['pace'], '--apply'],
  'routing:skill:assign': [['route'], 'apply'],
};

/** A line for each permission that one of `commands` takes. Those to write are never tried. */
export async function permissionChecks(commands: readonly ServiceCommand[], ground: ProbeGround): Promise<Check[]> {
  const isNeeded = ([users]: Need): boolean => users.some((command) => commands.includes(command));
  const reading = (Object.keys(READING) as ReadingPermission[])
    .filter((permission) => isNeeded(READING[permission]))
    .map((permission) => readingCheck(permission, ground));
  const writing = Object.entries(WRITING)
    .filter(([, need]) => isNeeded(need))
    .map(([permission, need]) => notChecked(nameOf(permission), `only a write would show it; ${neededFor(need)}`));
  return [...(await Promise.all(reading)), ...writing];
}

const readingCheck = (permission: ReadingPermission, ground: ProbeGround): Promise<Check> =>
  checked(nameOf(permission), async () => {
    const need = neededFor(READING[permission]);
    return (await probePermission(permission, ground))
      ? ok(nameOf(permission), need)
      : notChecked(nameOf(permission), `there is nothing to ask about; ${need}`);
  });

const nameOf = (permission: string): string => `permission ${permission}`;
