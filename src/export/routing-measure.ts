import type { EpochSeconds } from '../series/time-zone.ts';

/** Contacts: counts, NaN where the service does not tell them, and ratios that are undefined where nothing was counted. */
interface ContactMeasures {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly abandonedFraction: number | undefined;
  readonly serviceLevelFraction: number | undefined;
  readonly meanWaitSeconds: number | undefined;
}

interface HandleMeasures {
  readonly handled: number;
  readonly handleSeconds: number;
  readonly ahtSeconds: number | undefined;
}

interface NamedQueue {
  readonly queueId: string;
  readonly queueName: string;
  readonly mediaType: string;
}

interface NamedSkills {
  readonly skillIds: readonly string[];
  readonly skillNames: readonly string[];
}

/** A queue and medium, and how the queue finds its agents. Method, rings and target are undefined where they are not visible. */
export interface MeasuredQueue extends NamedQueue, ContactMeasures, HandleMeasures {
  readonly method: string | undefined;
  readonly rings: readonly { readonly waitSeconds: number; readonly dropSkillIds: readonly string[] }[] | undefined;
  readonly targetFraction: number | undefined;
  readonly targetSeconds: number | undefined;
  readonly members: number;
}

export interface MeasuredInterval extends ContactMeasures {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  readonly erlangs: number | undefined;
}

export interface MeasuredDemand extends NamedQueue, NamedSkills, ContactMeasures, HandleMeasures {
  readonly intervals: readonly MeasuredInterval[];
}

export interface MeasuredAgent extends HandleMeasures {
  readonly agentId: string;
  readonly agentName: string;
  readonly queueIds: readonly string[];
  readonly queueNames: readonly string[];
  readonly onQueueSeconds: number;
  readonly occupancyFraction: number | undefined;
  readonly notResponding: number;
}

export interface MeasuredWork extends NamedQueue, NamedSkills, HandleMeasures {
  readonly agentId: string;
  readonly agentName: string;
  readonly notResponding: number;
}

export interface MeasuredSkill {
  readonly agentId: string;
  readonly agentName: string;
  readonly skillId: string;
  readonly skillName: string;
  readonly proficiency: number;
  readonly verdict: string;
  readonly handled: number;
  readonly handleSeconds: number;
  readonly offeredAnywhere: number;
  readonly offeredAtHisQueues: number;
  readonly offeredWithinReach: number;
}

/** What `route measure` found, with names. */
export interface RoutingMeasure {
  readonly asOf: EpochSeconds;
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly timeZone: string;
  readonly granularity: string;
  readonly queues: readonly MeasuredQueue[];
  readonly demand: readonly MeasuredDemand[];
  readonly agents: readonly MeasuredAgent[];
  readonly work: readonly MeasuredWork[];
  readonly skills: readonly MeasuredSkill[];
  readonly warnings: readonly string[];
}
