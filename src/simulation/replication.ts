import { Arrivals } from './arrivals.ts';
import { ContactCounter } from './contact-counter.ts';
import { EventHeap } from './event-heap.ts';
import { GroupStaff } from './group-staff.ts';
import type { Model } from './model.ts';
import type { RingServers } from './routing-rules.ts';
import type { Tally } from './tally.ts';
import { WaitingLine } from './waiting-line.ts';

const NONE = -1;

/**
 * One replication of a scenario: from the opening to the end of the last interval, event by event. The same seed and replication
 * give the same result, and for two scenarios with the same contact types the same contacts.
 *
 * A contact that gives up is no event: nobody's routing depends on it, so it is taken off, at the time it gave up, when it comes to
 * the head of its line. Throws an Error, a defect of the engine, when contacts or agents went missing.
 */
export function simulateReplication(model: Model, seed: number, replication: number): Tally {
  const run = new Replication(model, seed, replication);
  const { intervals } = model.scenario;
  for (let interval = 0; interval < intervals; interval++) {
    run.changeStaff(interval);
    run.play(interval);
  }
  return run.tally();
}

class Replication {
  private readonly model: Model;
  private readonly arrivals: Arrivals;
  private readonly lines: readonly WaitingLine[];
  private readonly counters: readonly ContactCounter[];
  private readonly groups: readonly GroupStaff[];
  /** The end of a contact has the number of the agent's group, the entry into a ring the complement (~) of the contact type. */
  private readonly events = new EventHeap(64);

  constructor(model: Model, seed: number, replication: number) {
    const { agentGroups, intervalSeconds, measuredFrom, measuredTo } = model.scenario;
    const from = measuredFrom * intervalSeconds;
    const to = measuredTo * intervalSeconds;
    this.model = model;
    this.arrivals = new Arrivals(model, seed, replication);
    this.lines = model.types.map(() => new WaitingLine());
    this.counters = model.types.map(({ serviceLevelSeconds }) => new ContactCounter(from, to, serviceLevelSeconds));
    this.groups = agentGroups.map(
      ({ agentsPerInterval, handleTimeMultiplier }) =>
        new GroupStaff(Math.max(...agentsPerInterval), handleTimeMultiplier, from, to),
    );
  }

  /** Brings every group to its schedule of an interval that begins. */
  changeStaff(interval: number): void {
    const { agentGroups, intervalSeconds } = this.model.scenario;
    const now = interval * intervalSeconds;
    agentGroups.forEach(({ agentsPerInterval }, group) => {
      const staff = this.groups[group];
      const change = agentsPerInterval[interval] - staff.staying;
      if (change < 0) staff.release(-change, now);
      if (change > 0) for (let coming = staff.add(change, now); coming > 0; coming--) this.startAgent(group, now);
    });
  }

  play(interval: number): void {
    const { intervalSeconds, measuredFrom, measuredTo } = this.model.scenario;
    const { arrivals, events } = this;
    const end = (interval + 1) * intervalSeconds;
    const isMeasured = interval >= measuredFrom && interval < measuredTo;
    for (;;) {
      if (arrivals.seconds < events.firstSeconds) {
        if (arrivals.seconds >= end) return;
        this.arrive(isMeasured);
      } else {
        if (events.firstSeconds >= end) return;
        const payload = events.firstPayload;
        if (payload >= 0) this.endContact(payload);
        else this.enterRing(~payload);
      }
    }
  }

  tally(): Tally {
    const { intervals, intervalSeconds, measuredFrom, measuredTo } = this.model.scenario;
    const end = intervals * intervalSeconds;
    for (let type = 0; type < this.lines.length; type++) this.settleLine(type, end);
    return {
      measuredSeconds: (measuredTo - measuredFrom) * intervalSeconds,
      contactTypes: this.counters.map((counter) => counter.tally()),
      agentGroups: this.groups.map((staff) => staff.tally(end)),
    };
  }

  /** The next contact comes. */
  private arrive(isMeasured: boolean): void {
    const arrivals = this.arrivals;
    const now = arrivals.seconds;
    const type = arrivals.type;
    const { handleSeconds, patienceSeconds } = arrivals.contact(type);
    arrivals.advance();
    const { routing } = this.model.types[type];
    const counter = this.counters[type];
    if (isMeasured) counter.offered++;
    const group = this.longestIdle(routing.rings[0]);
    if (group !== NONE) {
      if (isMeasured) counter.answeredAtOnce++;
      const staff = this.groups[group];
      staff.idle.removeLongestIdle();
      this.events.add(now + staff.begin(handleSeconds, now), group);
      return;
    }
    this.lines[type].add(now, now + patienceSeconds, handleSeconds);
    for (let ring = 1; ring < routing.rings.length; ring++) this.events.add(now + routing.ringStarts[ring], ~type);
  }

  /** An agent of the group ends the contact of the first event. */
  private endContact(group: number): void {
    const now = this.events.firstSeconds;
    const staff = this.groups[group];
    const stays = staff.end(now);
    const type = stays ? this.bestWaiting(group, now) : NONE;
    if (type !== NONE) {
      this.events.replaceFirst(now + this.answerHead(type, group, now), group);
      return;
    }
    this.events.removeFirst();
    if (stays) staff.idle.add(now);
  }

  private startAgent(group: number, now: number): void {
    const type = this.bestWaiting(group, now);
    if (type === NONE) this.groups[group].idle.add(now);
    else this.events.add(now + this.answerHead(type, group, now), group);
  }

  /**
   * A contact of the type enters a ring, so other agents may take it. Older contacts of the type are in that ring already, so any
   * agent it finds idle takes the head of the line.
   */
  private enterRing(type: number): void {
    const now = this.events.firstSeconds;
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
      this.groups[group].idle.removeLongestIdle();
      this.events.add(now + this.answerHead(type, group, now), group);
    }
  }

  /** The group of the agent who gets a contact: of the groups of highest rank with idle agents, the one longest idle. */
  private longestIdle({ groups, ranks }: RingServers): number {
    let chosen = NONE;
    let rank = Number.NEGATIVE_INFINITY;
    let since = Number.POSITIVE_INFINITY;
    for (let i = 0; i < groups.length && ranks[i] >= rank; i++) {
      const idleSince = this.groups[groups[i]].idle.longestIdleSince;
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
      if (line.size === 0) continue;
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
    this.counters[type].answer(line.arrivalSeconds, now);
    line.removeFirst();
    return this.groups[group].begin(handleSeconds, now);
  }

  private dropAbandoned(type: number, now: number): void {
    const line = this.lines[type];
    while (line.size > 0 && line.deadlineSeconds <= now) {
      this.counters[type].abandon(line.arrivalSeconds, line.deadlineSeconds);
      line.removeFirst();
    }
  }

  private settleLine(type: number, end: number): void {
    const counter = this.counters[type];
    for (const line = this.lines[type]; line.size > 0; line.removeFirst()) {
      if (line.deadlineSeconds <= end) counter.abandon(line.arrivalSeconds, line.deadlineSeconds);
      else counter.leaveWaiting(line.arrivalSeconds, end);
    }
  }
}
