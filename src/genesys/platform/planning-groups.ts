import * as z from 'zod/mini';
import { dataFailure } from '../../errors.ts';
import { isTimeZone } from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';

export const BUSINESS_UNITS_PATH = '/api/v2/workforcemanagement/businessunits';

/** A dialler's calls are planned as voice; callbacks and other media have planning groups of their own. */
const VOICE = 'Voice';

const reference = z.object({ id: z.string() });

const businessUnits = z.object({
  entities: z.nullish(z.array(z.object({ id: z.string(), name: z.nullish(z.string()) }))),
});

const unitSettings = z.object({ settings: z.object({ timeZone: z.string() }) });

const planningGroup = z.object({
  id: z.string(),
  name: z.nullish(z.string()),
  routePaths: z.nullish(
    z.array(
      z.object({
        queue: z.nullish(reference),
        mediaType: z.nullish(z.string()),
        skills: z.nullish(z.array(reference)),
      }),
    ),
  ),
});

const planningGroups = z.object({ entities: z.nullish(z.array(planningGroup)) });

/** A planning group, and the business unit whose schedule it is part of. */
export interface PlannedGroup {
  readonly id: string;
  readonly name?: string;
  readonly queueIds: readonly string[];
  readonly businessUnitId: string;
  /** Of the business unit; its days are planned. */
  readonly timeZone: string;
}

/**
 * The one planning group of any visible business unit with a voice route over this queue, and this skill when one is given.
 * Throws a Failure (exit code 5) when there is none, or when several share the queue, naming them.
 */
export async function planningGroupOf(client: Client, queueId: string, skillId?: string): Promise<PlannedGroup> {
  const units = await client.ask(listing('the business units', ''), businessUnits);
  const found: Omit<PlannedGroup, 'timeZone'>[] = [];
  for (const { id } of units.entities ?? []) {
    for (const group of await groupsOf(client, id)) {
      if (hasRoute(group, queueId, skillId)) found.push(described(group, id));
    }
  }
  const [only, ...others] = found;
  const skill = skillId === undefined ? '' : ` with the skill ${skillId}`;
  if (only === undefined) {
    throw dataFailure(
      `no planning group of workforce management has voice calls of the queue ${queueId}${skill}`,
      `${(units.entities ?? []).length} business units are visible to the client; take observed agents or a file instead.`,
    );
  }
  if (others.length > 0) {
    const names = found.map(({ id, name }) => `${name ?? 'unnamed'} (${id})`).join(', ');
    throw dataFailure(
      `${found.length} planning groups share the voice calls of the queue ${queueId}${skill}: ${names}`,
      'Name the skill that tells them apart, or give the agents in a file.',
    );
  }
  return { ...only, timeZone: await timeZoneOf(client, only.businessUnitId) };
}

const listing = (what: string, part: string, permission?: string): ApiRequest => ({
  what,
  method: 'GET',
  path: `${BUSINESS_UNITS_PATH}${part}`,
  ...(permission === undefined ? {} : { permission }),
});

async function groupsOf(client: Client, businessUnitId: string): Promise<z.infer<typeof planningGroup>[]> {
  const part = `/${encodeURIComponent(businessUnitId)}/planninggroups`;
  const request = listing(`the planning groups of the business unit ${businessUnitId}`, part, 'wfm:planningGroup:view');
  return (await client.ask(request, planningGroups)).entities ?? [];
}

const hasRoute = (
  { routePaths }: z.infer<typeof planningGroup>,
  queueId: string,
  skillId: string | undefined,
): boolean =>
  (routePaths ?? []).some(
    ({ queue, mediaType, skills }) =>
      queue?.id === queueId &&
      mediaType === VOICE &&
      (skillId === undefined || (skills ?? []).some(({ id }) => id === skillId)),
  );

const described = ({ id, name, routePaths }: z.infer<typeof planningGroup>, businessUnitId: string) => ({
  id,
  ...(name == null ? {} : { name }),
  queueIds: [...new Set((routePaths ?? []).flatMap(({ queue }) => queue?.id ?? []))],
  businessUnitId,
});

async function timeZoneOf(client: Client, businessUnitId: string): Promise<string> {
  const request: ApiRequest = {
    ...listing(`the business unit ${businessUnitId}`, `/${encodeURIComponent(businessUnitId)}`, 'wfm:intraday:view'),
    query: { expand: 'settings.timeZone' },
  };
  const { settings } = await client.ask(request, unitSettings);
  if (!isTimeZone(settings.timeZone)) throw contractFailure(request, `unknown time zone ${settings.timeZone}`);
  return settings.timeZone;
}
