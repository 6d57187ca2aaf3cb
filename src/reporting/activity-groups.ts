import type { ActivityRecord, ActivityTimer, Attribute } from '../series/activity.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import { compareKeys, type KeyValue, keyValuesBy } from './group-key.ts';
import type { ReportPlan } from './plan.ts';
import { addActivity, emptyTally, type Tally } from './tally.ts';

/** One row of a grouped report before it is worded. */
export interface ActivityGroup {
  /** From 0 on in order of appearance: names the group where it is spoken of outside of memory. */
  readonly number: number;
  readonly key: readonly KeyValue[];
  readonly tally: Tally;
  /** How often each wrap-up code was given, by id. */
  readonly wrapUps: Map<string, number>;
}

/** The groups of a report as they fill. Memory grows with the rows of the report, not with what is added. */
export interface ActivityGroups {
  /** The group of what happened at an instant; made when it is the first of its group. */
  groupOf(attributes: Readonly<Partial<Record<Attribute, string>>>, at: EpochSeconds): ActivityGroup;
  /** In order of their keys. */
  sorted(): ActivityGroup[];
}

export function activityGroups({ groupBy, timeZone }: Pick<ReportPlan, 'groupBy' | 'timeZone'>): ActivityGroups {
  const groups = new Map<string, ActivityGroup>();
  const keyOf = keyValuesBy(groupBy, timeZone);
  return {
    groupOf(attributes, at) {
      const key = keyOf(attributes, at);
      const name = key.join('\n');
      const found = groups.get(name);
      if (found !== undefined) return found;
      const group = { number: groups.size, key, tally: emptyTally(), wrapUps: new Map() };
      groups.set(name, group);
      return group;
    },
    sorted: () => [...groups.values()].sort((a, b) => compareKeys(a.key, b.key)),
  };
}

/** Adds a record of sums to its group. */
export function addRecord(groups: ActivityGroups, record: ActivityRecord): void {
  addActivity(groups.groupOf(record.attributes, record.intervalStart).tally, record);
}

/** Takes note of one timed value of a group, for its percentiles. */
export type Sampler = (group: ActivityGroup, timer: ActivityTimer, seconds: number) => void;
