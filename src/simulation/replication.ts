import { Arrivals } from './arrivals.ts';
import { ContactCounter } from './contact-counter.ts';
import { EventHeap } from './event-heap.ts';
import { GroupStaff } from './group-staff.ts';
import { IdleAgents } from './idle-agents.ts';
import type { Model } from './model.ts';
import type { RingServers } from './routing-rules.ts';
import type { MeasuredTally, Tally } from './tally.ts';
import { WaitingLine } from './waiting-line.ts';

const NONE = -1;

/**
 * One replication of a scenario, from the opening to the end of the last interval, event by event: what happened in the measured
 * time. The same seed and replication give the same result, and for two scenarios with the same contact types the same contacts.
 *
 * A contact that gives up is no event: nobody's routing depends on it, so it is taken off, at the time it gave up, when it comes to
 * the head of its line. Throws an Error, a defect of the engine, when contacts or agents went missing.
 */
export function simulateReplication(model: Model, seed: number, replication: number): MeasuredTally {
  return played(model, seed, replication).measuredTally();
}

/** As `simulateReplication`, but what happened in each interval of the scenario: a contact counts in the one in which it came. */
export function simulateIntervals(model: Model, seed: number, replication: number): Tally[] {
  const run = played(model, seed, replication);
  return Array.from({ length: model.scenario.intervals }, (_, interval) => run.tally(interval, interval + 1));
}

function played(model: Model, seed: number, replication: number): Replication {
  const run = new Replication(model, seed, replication);
  const { intervals } = model.scenario;
  for (let interval = 0; interval < intervals; interval++) {
    run.changeStaff(interval);
    run.play(interval);
    run.closeInterval(interval);
  }
  run.settleLines();
  return run;
}

class Replication {
  private readonly model: Model;
  private readonly arrivals: Arrivals;
  private readonly firstRings: readonly RingServers[];
  private readonly ringStarts: readonly Float64Array[];
  private readonly lines: readonly WaitingLine[];
  private readonly counters: readonly ContactCounter[];
  private readonly groups: readonly GroupStaff[];
  private readonly idle: IdleAgents;
  /** The end of a contact has the number of the agent's group, the entry into a ring the complement (~) of the contact type. */
  private readonly events = new EventHeap(64);
  /** By group: how long the contacts it began still take at the end of the interval that is closed; 0 at other times. */
  private readonly unfinishedSeconds: Float64Array;

  constructor(model: Model, seed: number, replication: number) {
    const { agentGroups, intervals, measuredFrom, measuredTo } = model.scenario;
    this.model = model;
    this.arrivals = new Arrivals(model, seed, replication);
    this.firstRings = model.types.map(({ routing }) => routing.rings[0]);
    this.ringStarts = model.types.map(({ routing }) => routing.ringStarts);
    this.lines = model.types.map(() => new WaitingLine());
    this.counters = model.types.map(
      ({ serviceLevelSeconds }) => new ContactCounter(intervals, measuredFrom, measuredTo, serviceLevelSeconds),
    );
    this.groups = agentGroups.map(({ handleTimeMultiplier }) => new GroupStaff(intervals, handleTimeMultiplier));
    this.unfinishedSeconds = new Float64Array(agentGroups.length);
    this.idle = new IdleAgents(agentGroups.map(({ agentsPerInterval }) => Math.max(...agentsPerInterval)));
  }

  /** Brings every group to its schedule of an interval that begins. */
  changeStaff(interval: number): void {
    const { agentGroups, intervalSeconds } = this.model.scenario;
    const now = interval * intervalSeconds;
    for (let group = 0; group < agentGroups.length; group++) {
      const staff = this.groups[group];
      const change = agentGroups[group].agentsPerInterval[interval] - staff.staying;
      if (change < 0) this.releaseAgents(group, -change, now);
      if (change > 0) for (let coming = staff.add(change, now); coming > 0; coming--) this.startAgent(group, now);
    }
  }

  /** Until the end of an interval. */
  play(interval: number): void {
    const { arrivals, events } = this;
    const end = this.endOf(interval);
    let arrivalSeconds = arrivals.seconds;
    for (;;) {
      const now = events.firstSeconds;
      if (arrivalSeconds < now) {
        if (arrivalSeconds >= end) return;
        this.arrive(interval, arrivalSeconds);
        arrivalSeconds = arrivals.seconds;
      } else {
        if (now >= end) return;
        const payload = events.firstPayload;
        if (payload >= 0) this.endContact(payload);
        else this.enterRing(~payload, now);
      }
    }
  }

  closeInterval(interval: number): void {
    const end = this.endOf(interval);
    const { unfinishedSeconds } = this;
    this.events.forEach((seconds, payload) => {
      if (payload >= 0) unfinishedSeconds[payload] += seconds - end;
    });
    for (let group = 0; group < this.groups.length; group++) {
      this.groups[group].closeInterval(interval, end, this.idle.sizes[group], unfinishedSeconds[group]);
      unfinishedSeconds[group] = 0;
    }
  }

  /** Who still waits at the end of the last interval. */
  settleLines(): void {
    const end = this.endOf(this.model.scenario.intervals - 1);
    this.lines.forEach((line, type) => {
      for (this.dropAbandoned(type, end); line.size > 0; this.dropAbandoned(type, end)) {
        this.counters[type].leaveWaiting(line.interval, end - line.arrivalSeconds);
        line.removeFirst();
      }
    });
  }

  measuredTally(): MeasuredTally {
    const { measuredFrom, measuredTo } = this.model.scenario;
    const { contactTypes, ...rest } = this.tally(measuredFrom, measuredTo);
    return {
      ...rest,
      contactTypes: contactTypes.map((tally, type) => ({ ...tally, waits: this.counters[type].waitHistogram() })),
    };
  }

  /** From interval `from` up to before `to`. */
  tally(from: number, to: number): Tally {
    return {
      measuredSeconds: (to - from) * this.model.scenario.intervalSeconds,
      contactTypes: this.counters.map((counter) => counter.tally(from, to)),
      agentGroups: this.groups.map((staff) => staff.tally(from, to)),
    };
  }

  private endOf(interval: number): number {
    return (interval + 1) * this.model.scenario.intervalSeconds;
  }

  /** The next contact comes. */
  private arrive(interval: number, now: number): void {
    const arrivals = this.arrivals;
    const type = arrivals.type;
    const { handleSeconds, patienceSeconds } = arrivals.contact(type);
    arrivals.advance();
    const counter = this.counters[type];
    counter.offer(interval);
    const group = this.longestIdle(this.firstRings[type]);
    if (group !== NONE) {
      counter.answerAtOnce(interval);
      this.idle.removeLongestIdle(group);
      this.events.add(now + this.groups[group].begin(handleSeconds), group);
      return;
    }
    this.lines[type].add(now, now + patienceSeconds, handleSeconds, interval);
    const ringStarts = this.ringStarts[type];
    for (let ring = 1; ring < ringStarts.length; ring++) this.events.add(now + ringStarts[ring], ~type);
  }

  /** An agent of the group ends the contact of the first event. */
  private endContact(group: number): void {
    // Not a parameter, which would be a new object at every call.
    const now = this.events.firstSeconds;
    const stays = this.groups[group].end(now);
    const type = stays ? this.bestWaiting(group, now) : NONE;
    if (type !== NONE) this.events.replaceFirst(now + this.answerHead(type, group, now), group);
    else {
      this.events.removeFirst();
      if (stays) this.idle.add(group, now);
    }
  }

  private startAgent(group: number, now: number): void {
    const type = this.bestWaiting(group, now);
    if (type === NONE) this.idle.add(group, now);
    else this.events.add(now + this.answerHead(type, group, now), group);
  }

  /** Idle agents leave at once, the longest idle first; if they are not enough, the next who end a contact. */
  private releaseAgents(group: number, agents: number, now: number): void {
    const atOnce = Math.min(agents, this.idle.sizes[group]);
    for (let i = 0; i < atOnce; i++) this.idle.removeLongestIdle(group);
    this.groups[group].release(agents, atOnce, now);
  }

  /**
   * A contact of the type enters a ring, so other agents may take it. Older contacts of the type are in that ring already, so any
   * agent it finds idle takes the head of the line.
   */
  private enterRing(type: number, now: number): void {
    this.events.removeFirst();
    const { ringStarts, rings } = this.model.types[type].routing;
    const line = this.lines[type];
    for (;;) {
      this.dropAbandoned(type, now);
      if (line.size === 0) return;
      let ring = rings.length - 1;
      while (line.arrivalSeconds + ringStarts[ring] > now) ring--;
      const group = this.longestIdle(rings[ring]);
      if (group === NONE) return;
      this.idle.removeLongestIdle(group);
      this.events.add(now + this.answerHead(type, group, now), group);
    }
  }

  /** The group of the agent who gets a contact: of the groups of highest rank with idle agents, the one longest idle. */
  private longestIdle({ groups, ranks }: RingServers): number {
    const { longestIdleSince } = this.idle;
    let chosen = NONE;
    let rank = Number.NEGATIVE_INFINITY;
    let since = Number.POSITIVE_INFINITY;
    for (let i = 0; i < groups.length && ranks[i] >= rank; i++) {
      const idleSince = longestIdleSince[groups[i]];
      if (idleSince < since) {
        chosen = groups[i];
        rank = ranks[i];
        since = idleSince;
      }
    }
    return chosen;
  }

  /** The type whose first contact goes to an agent who is free: the longest wait, priority counted as wait. */
  private bestWaiting(group: number, now: number): number {
    const { types, fromWaitSeconds } = this.model.groups[group];
    let chosen = NONE;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < types.length; i++) {
      const type = types[i];
      const line = this.lines[type];
      this.dropAbandoned(type, now);
      if (line.size === 0) continue;
      const arrivalSeconds = line.arrivalSeconds;
      const score = this.model.types[type].prioritySeconds - arrivalSeconds;
      if (score > best && arrivalSeconds + fromWaitSeconds[i] <= now) {
        chosen = type;
        best = score;
      }
    }
    return chosen;
  }

  /** Returns for how many seconds the agent is busy. */
  private answerHead(type: number, group: number, now: number): number {
    const line = this.lines[type];
    const handleSeconds = line.handleSeconds;
    this.counters[type].answer(line.interval, now - line.arrivalSeconds);
    line.removeFirst();
    return this.groups[group].begin(handleSeconds);
  }

  private dropAbandoned(type: number, now: number): void {
    const line = this.lines[type];
    while (line.size > 0 && line.deadlineSeconds <= now) {
      this.counters[type].abandon(line.interval, line.deadlineSeconds - line.arrivalSeconds);
      line.removeFirst();
    }
  }
}
