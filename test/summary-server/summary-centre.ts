import type { Centre } from '../genesys-server/centre.ts';

/** Fields of a campaign that only the service writes. */
export interface CampaignDocument extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly predictive?: Readonly<Record<string, unknown>>;
}

/** A user's routing profile with all of its fields; a skill has a score from 0 to 1 and its place among the others. */
export interface ProfileDocument extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly name: string;
  readonly skills: Readonly<Record<string, { readonly score: number; readonly order: number }>>;
}

/** A centre, and what the contract of summaries knows of it in words of its own. */
export interface SummaryCentre {
  readonly centre: Centre;
  readonly campaigns?: readonly CampaignDocument[];
  /** By user id. */
  readonly profiles?: Readonly<Record<string, ProfileDocument>>;
  /** The skill that all contacts of a queue ask for; `skill-of-` and the id of the queue when absent. */
  readonly skillOf?: (queueId: string) => string;
  /** Agents with a skill who are planned for the hour that starts at an epoch millisecond; undefined where nobody planned. */
  readonly capacity?: (skillId: string, startMs: number) => number | undefined;
}
