import { Arrivals } from './arrivals.ts';
import { drawSeconds } from './duration.ts';
import { EventHeap } from './event-heap.ts';
import { IdleAgents } from './idle-agents.ts';
import type { Model } from './model.ts';
import type { RingServers } from './routing-rules.ts';
import { emptyContactTally, emptyGroupTally, type ContactTally, type GroupTally, type Tally } from './tally.ts';
import { countWait } from './wait-histogram.ts';
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
  const { intervals, intervalSeconds } = model.scenario;
  for (let interval = 0; interval < intervals; interval++) {
    run.changeStaff(interval);
    run.playUntil((interval + 1) * intervalSeconds);
  }
  return run.finish();
}

class Replication {
  readonly #model: Model;
  readonly #arrivals: Arrivals;
  readonly #lines: readonly WaitingLine[];
  readonly #idle: readonly IdleAgents[];
  /** Events: the end of a handling has its group, the entry into a ring the complement (~) of its contact type. */
  readonly #events: EventHeap;
  readonly #contacts: readonly ContactTally[];
  readonly #groups: readonly GroupTally[];
  readonly #paces: Float64Array;
  readonly #onQueue: Int32Array;
  readonly #leaving: Int32Array;
  readonly #staffedSince: Float64Array;
  readonly #measuredFrom: number;
  readonly #measuredTo: number;
  readonly #end: number;

  constructor(model: Model, seed: number, replication: number) {
    const { scenario, types } = model;
    const { agentGroups, intervalSeconds } = scenario;
    this.#model = model;
    this.#arrivals = new Arrivals(scenario, seed, replication);
    this.#lines = types.map(() => new WaitingLine());
    this.#idle = agentGroups.map(({ agentsPerInterval }) => new IdleAgents(Math.max(...agentsPerInterval)));
    this.#events = new EventHeap(64);
    this.#contacts = types.map(emptyContactTally);
    this.#groups = agentGroups.map(emptyGroupTally);
    this.#paces = Float64Array.from(agentGroups, ({ handleTimeMultiplier }) => handleTimeMultiplier);
    this.#onQueue = new Int32Array(agentGroups.length);
    this.#leaving = new Int32Array(agentGroups.length);
    this.#staffedSince = new Float64Array(agentGroups.length);
    this.#measuredFrom = scenario.measuredFrom * intervalSeconds;
    this.#measuredTo = scenario.measuredTo * intervalSeconds;
    this.#end = scenario.intervals * intervalSeconds;
  }

  /** Brings every group to its schedule for an interval that begins. */
  changeStaff(interval: number): void {
    const { agentGroups, intervalSeconds } = this.#model.scenario;
    const now = interval * intervalSeconds;
    agentGroups.forEach(({ agentsPerInterval }, group) => {
      const before = this.#onQueue[group] - this.#leaving[group];
      const change = agentsPerInterval[interval] - before;
      if (change > 0) this.#addAgents(group, change, now);
      if (change < 0) this.#releaseAgents(group, -change, now);
    });
  }

  playUntil(end: number): void {
    const events = this.#events;
    const arrivals = this.#arrivals;
    for (;;) {
      const eventSeconds = events.firstSeconds;
      const arrivalSeconds = arrivals.seconds;
      if (arrivalSeconds < eventSeconds) {
        if (arrivalSeconds >= end) return;
        this.#arrive(arrivalSeconds);
      } else {
        if (eventSeconds >= end) return;
        const payload = events.firstPayload;
        if (payload >= 0) this.#finishHandling(payload, eventSeconds);
        else this.#enterRing(~payload, eventSeconds);
      }
    }
  }

  finish(): Tally {
    for (let type = 0; type < this.#lines.length; type++) this.#settleLine(type);
    for (let group = 0; group < this.#groups.length; group++) this.#countStaff(group, this.#end);
    this.#checkConservation();
    return {
      measuredSeconds: this.#measuredTo - this.#measuredFrom,
      contactTypes: this.#contacts,
      agentGroups: this.#groups,
    };
  }

  #arrive(now: number): void {
    const arrivals = this.#arrivals;
    const type = arrivals.type;
    const { handleTime, patience, routing } = this.#model.types[type];
    const handleSeconds = drawSeconds(handleTime, arrivals.handleTimeUniform());
    const patienceUniform = arrivals.patienceUniform();
    arrivals.advance();
    if (this.#isMeasured(now)) this.#contacts[type].offered++;
    const group = this.#longestIdle(routing.rings[0]);
    if (group !== NONE) {
      this.#idle[group].removeLongestIdle();
      this.#countAnswer(type, now, now);
      this.#events.add(now + this.#handle(group, handleSeconds, now), group);
      return;
    }
    this.#lines[type].add(now, now + drawSeconds(patience, patienceUniform), handleSeconds);
    for (let ring = 1; ring < routing.rings.length; ring++) this.#events.add(now + routing.ringStarts[ring], ~type);
  }

  #finishHandling(group: number, now: number): void {
    if (this.#leaving[group] > 0) {
      this.#events.removeFirst();
      this.#countStaff(group, now);
      this.#leaving[group]--;
      this.#onQueue[group]--;
      return;
    }
    const type = this.#bestWaiting(group, now);
    if (type === NONE) {
      this.#events.removeFirst();
      this.#idle[group].add(now);
    } else {
      this.#events.replaceFirst(now + this.#answerHead(type, group, now), group);
    }
  }

  /**
   * A contact of the type enters a ring, so other agents may take it. Older contacts of the type are in that ring already, so the
   * agents that it can still find idle take from the head.
   */
  #enterRing(type: number, now: number): void {
    this.#events.removeFirst();
    const { ringStarts, rings } = this.#model.types[type].routing;
    const line = this.#lines[type];
    for (;;) {
      this.#dropAbandoned(type, now);
      if (line.size === 0) return;
      let ring = rings.length - 1;
      while (line.arrivalSeconds + ringStarts[ring] > now) ring--;
      const group = this.#longestIdle(rings[ring]);
      if (group === NONE) return;
      this.#idle[group].removeLongestIdle();
      this.#events.add(now + this.#answerHead(type, group, now), group);
    }
  }

  /** The group of the agent to whom a contact goes. */
  #longestIdle({ groups, ranks }: RingServers): number {
    let chosen = NONE;
    let rank = 0;
    let since = Number.POSITIVE_INFINITY;
    for (let i = 0; i < groups.length; i++) {
      if (chosen !== NONE && ranks[i] < rank) break;
      const idleSince = this.#idle[groups[i]].longestIdleSince;
      if (idleSince < since) {
        chosen = groups[i];
        rank = ranks[i];
        since = idleSince;
      }
    }
    return chosen;
  }

  /** The contact type whose head an agent who is free now takes: the longest wait, priority counted as wait. */
  #bestWaiting(group: number, now: number): number {
    const { types, fromWaitSeconds } = this.#model.groups[group];
    let chosen = NONE;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < types.length; i++) {
      const type = types[i];
      const line = this.#lines[type];
      if (line.size === 0) continue;
      this.#dropAbandoned(type, now);
      if (line.size === 0) continue;
      const arrivalSeconds = line.arrivalSeconds;
      const score = this.#model.types[type].prioritySeconds - arrivalSeconds;
      if (score > best && arrivalSeconds + fromWaitSeconds[i] <= now) {
        chosen = type;
        best = score;
      }
    }
    return chosen;
  }

  /** Returns how long the group handles the head of the line, in seconds. */
  #answerHead(type: number, group: number, now: number): number {
    const line = this.#lines[type];
    const handleSeconds = line.handleSeconds;
    this.#countAnswer(type, line.arrivalSeconds, now);
    line.removeFirst();
    return this.#handle(group, handleSeconds, now);
  }

  #handle(group: number, handleSeconds: number, now: number): number {
    const seconds = handleSeconds * this.#paces[group];
    const tally = this.#groups[group];
    const measured = this.#measuredPart(now, now + seconds);
    if (measured > 0) tally.busySeconds += measured;
    if (this.#isMeasured(now)) tally.answered++;
    return seconds;
  }

  #dropAbandoned(type: number, now: number): void {
    const line = this.#lines[type];
    while (line.size > 0 && line.deadlineSeconds <= now) {
      this.#countAbandoned(type, line.arrivalSeconds, line.deadlineSeconds);
      line.removeFirst();
    }
  }

  #settleLine(type: number): void {
    const line = this.#lines[type];
    const tally = this.#contacts[type];
    for (; line.size > 0; line.removeFirst()) {
      const arrivalSeconds = line.arrivalSeconds;
      if (line.deadlineSeconds <= this.#end) this.#countAbandoned(type, arrivalSeconds, line.deadlineSeconds);
      else if (this.#isMeasured(arrivalSeconds)) {
        tally.waiting++;
        tally.waitingWaitSeconds += this.#end - arrivalSeconds;
      }
    }
  }

  #countAnswer(type: number, arrivalSeconds: number, now: number): void {
    if (!this.#isMeasured(arrivalSeconds)) return;
    const tally = this.#contacts[type];
    const waitSeconds = now - arrivalSeconds;
    tally.answered++;
    if (waitSeconds <= this.#model.types[type].serviceLevelSeconds) tally.answeredWithin++;
    tally.answeredWaitSeconds += waitSeconds;
    countWait(tally.waits, waitSeconds);
  }

  #countAbandoned(type: number, arrivalSeconds: number, deadlineSeconds: number): void {
    if (!this.#isMeasured(arrivalSeconds)) return;
    const tally = this.#contacts[type];
    const waitSeconds = deadlineSeconds - arrivalSeconds;
    tally.abandoned++;
    if (waitSeconds <= this.#model.types[type].serviceLevelSeconds) tally.abandonedWithin++;
    tally.abandonedWaitSeconds += waitSeconds;
    countWait(tally.waits, waitSeconds);
  }

  /** Agents who were to leave after their contact stay; the others come, and take who waits. */
  #addAgents(group: number, agents: number, now: number): void {
    this.#countStaff(group, now);
    const staying = Math.min(agents, this.#leaving[group]);
    this.#leaving[group] -= staying;
    const coming = agents - staying;
    this.#onQueue[group] += coming;
    for (let i = 0; i < coming; i++) {
      const type = this.#bestWaiting(group, now);
      if (type === NONE) this.#idle[group].add(now);
      else this.#events.add(now + this.#answerHead(type, group, now), group);
    }
  }

  #releaseAgents(group: number, agents: number, now: number): void {
    this.#countStaff(group, now);
    const idle = this.#idle[group];
    const atOnce = Math.min(agents, idle.size);
    for (let i = 0; i < atOnce; i++) idle.removeLongestIdle();
    this.#onQueue[group] -= atOnce;
    this.#leaving[group] += agents - atOnce;
  }

  #countStaff(group: number, now: number): void {
    this.#groups[group].onQueueSeconds += this.#onQueue[group] * this.#measuredPart(this.#staffedSince[group], now);
    this.#staffedSince[group] = now;
  }

  #isMeasured(seconds: number): boolean {
    return seconds >= this.#measuredFrom && seconds < this.#measuredTo;
  }

  #measuredPart(from: number, to: number): number {
    return Math.max(0, Math.min(to, this.#measuredTo) - Math.max(from, this.#measuredFrom));
  }

  #checkConservation(): void {
    this.#contacts.forEach(({ offered, answered, abandoned, waiting }, type) => {
      if (offered !== answered + abandoned + waiting)
        throw new Error(
          `contacts of type ${type} went missing: ${offered} offered, ${answered} answered, ${abandoned} abandoned, ${waiting} waiting`,
        );
    });
    this.#groups.forEach(({ busySeconds, onQueueSeconds }, group) => {
      if (this.#idle[group].size > this.#onQueue[group] || busySeconds > onQueueSeconds * (1 + 1e-9))
        throw new Error(`agents of group ${group} went missing: ${busySeconds} s busy in ${onQueueSeconds} s on queue`);
    });
  }
}
