import type { ActivityRecord, ActivityTimer, Attribute } from '../series/activity.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import { compareKeys, type KeyValue, keyValueOf } from './group-key.ts';
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

/** The groups whose keys begin alike, by the next value of the key. */
interface Branch {
  readonly next: Map<KeyValue, Branch>;
  /** Where the key ends. */
  group?: ActivityGroup;
}

export function activityGroups({ groupBy, timeZone }: Pick<ReportPlan, 'groupBy' | 'timeZone'>): ActivityGroups {
  const groups: ActivityGroup[] = [];
  const root: Branch = { next: new Map() };
  const keyParts = groupBy.map((dimension) => keyValueOf(dimension, timeZone));
  return {
    groupOf(attributes, at) {
      let branch = root;
      for (const partOf of keyParts) branch = branchOf(branch, partOf(attributes, at));
      if (branch.group === undefined) {
        const key = keyParts.map((partOf) => partOf(attributes, at));
        branch.group = { number: groups.length, key, tally: emptyTally(), wrapUps: new Map() };
        groups.push(branch.group);
      }
      return branch.group;
    },
    sorted: () => groups.toSorted((a, b) => compareKeys(a.key, b.key)),
  };
}

function branchOf({ next }: Branch, value: KeyValue): Branch {
  const found = next.get(value);
  if (found !== undefined) return found;
  const branch: Branch = { next: new Map() };
  next.set(value, branch);
  return branch;
}

/** Adds a record of sums to its group. */
export function addRecord(groups: ActivityGroups, record: ActivityRecord): void {
  addActivity(groups.groupOf(record.attributes, record.intervalStart).tally, record);
}

/** Takes note of one timed value of a group, for its percentiles. */
export type Sampler = (group: ActivityGroup, timer: ActivityTimer, seconds: number) => void;
