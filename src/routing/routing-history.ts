import type { AgentPresence, AgentWork, RoutingSetup, SkillDemand } from '../series/routing-records.ts';
import { startOfDay } from '../series/time-zone.ts';
import type { ExpectedContacts } from './expected-arrivals.ts';
import type { HistoryPeriod } from './typical-week.ts';

/** What the service gave: the organisation now, and what happened in a period. */
export interface RoutingHistory {
  readonly setup: RoutingSetup;
  readonly period: HistoryPeriod;
  readonly demand: readonly SkillDemand[];
  readonly work: readonly AgentWork[];
  readonly presence: readonly AgentPresence[];
  /** Contacts to come, instead of those of the period. */
  readonly expected?: readonly ExpectedContacts[];
}

/**
 * A history from its first day with a contact on: the days before an organisation was there, or beyond what the service keeps, would only
 * thin the typical week. As it is when there are no contacts.
 */
export function sinceFirstContact(history: RoutingHistory): RoutingHistory {
  const { period, demand, work, presence } = history;
  const starts = demand.flatMap(({ offered, intervalStart }) => (offered > 0 ? [intervalStart] : []));
  if (starts.length === 0) return history;
  const first = starts.reduce((a, b) => Math.min(a, b));
  const from = Math.max(period.from, startOfDay(period.timeZone, first));
  const isLater = ({ intervalStart }: { readonly intervalStart: number }): boolean => intervalStart >= from;
  return {
    ...history,
    period: { ...period, from },
    demand: demand.filter(isLater),
    work: work.filter(isLater),
    presence: presence.filter(isLater),
  };
}
