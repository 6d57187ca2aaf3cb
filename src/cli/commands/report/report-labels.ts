import { usageFailure } from '../../../errors.ts';
import type { ContactCentre } from '../../../genesys/contact-centre.ts';
import type { Details, Nameable } from '../../../genesys/details.ts';
import { nearestName } from '../../../nearest-name.ts';
import { CONVERSATION_ATTRIBUTES } from '../../../reporting/conversation-rows.ts';
import { type Filter, predicatesIn } from '../../../reporting/filter.ts';
import type { Labels } from '../../../reporting/labels.ts';
import { attributesOf, type ReportPlan } from '../../../reporting/plan.ts';
import type { Attribute } from '../../../series/activity.ts';

const LISTINGS: Readonly<Partial<Record<Attribute, Nameable>>> = {
  user: 'users',
  wrapup: 'wrapUpCodes',
  skill: 'skills',
};

/** The names of everything that the report speaks of by name. Fails with exit code 2 where its filter names what is not there. */
export async function reportLabels(plan: ReportPlan, centre: ContactCentre, details: Details): Promise<Labels> {
  const labels: Partial<Record<Attribute, ReadonlyMap<string, string>>> = {};
  for (const attribute of namedAttributes(plan)) {
    const listing = LISTINGS[attribute];
    if (attribute === 'queue') labels.queue = await queueNames(centre);
    else if (listing !== undefined) labels[attribute] = await details.names(listing);
  }
  if (plan.filter !== undefined) requireKnownNames(plan.filter, labels);
  return labels;
}

function namedAttributes(plan: ReportPlan): Attribute[] {
  const countsWrapUps = plan.source === 'details' && plan.measures.some(({ measure }) => measure.kind === 'wrapups');
  const attributes = new Set([
    ...attributesOf(plan),
    ...(countsWrapUps ? (['wrapup'] as const) : []),
    ...(plan.source === 'conversations' ? CONVERSATION_ATTRIBUTES : []),
  ]);
  return [...attributes];
}

async function queueNames(centre: ContactCentre): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for await (const { id, name } of centre.queues()) names.set(id, name);
  return names;
}

/** What has been deleted is not listed any more, but its id is still known to the service. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function requireKnownNames(filter: Filter, labels: Labels): void {
  for (const { field, operator, values } of predicatesIn(filter)) {
    const names = labels[field as Attribute];
    if (names === undefined || (operator !== 'equals' && operator !== 'in')) continue;
    const known = [...names.values()];
    for (const value of values) {
      const isKnown = known.some((name) => name.toLowerCase() === value.toLowerCase());
      if (isKnown || names.has(value) || ID.test(value)) continue;
      const meant = nearestName(value, known);
      throw usageFailure(
        `there is no ${field} '${value}' among the ${names.size} that this client may see`,
        meant === undefined ? 'check the name, and the divisions of the OAuth client' : `did you mean '${meant}'?`,
      );
    }
  }
}
