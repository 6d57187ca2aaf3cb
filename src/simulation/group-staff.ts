import { IdleAgents } from './idle-agents.ts';
import type { GroupTally } from './tally.ts';

/** The agents of one group: who is idle, how many are on queue, how many leave after their contact, and what they did. */
export class GroupStaff {
  readonly idle: IdleAgents;
  private readonly pace: number;
  private readonly measuredFrom: number;
  private readonly measuredTo: number;
  private answered = 0;
  private onQueue = 0;
  private leaving = 0;
  private busy = 0;
  // In an array, because a sum in a field would be a new object at every addition.
  private readonly busySeconds = new Float64Array(1);
  private onQueueSeconds = 0;
  private changedAt = 0;

  constructor(mostAgents: number, handleTimeMultiplier: number, measuredFrom: number, measuredTo: number) {
    this.idle = new IdleAgents(mostAgents);
    this.pace = handleTimeMultiplier;
    this.measuredFrom = measuredFrom;
    this.measuredTo = measuredTo;
  }

  /** Agents who are on queue and will stay. */
  get staying(): number {
    return this.onQueue - this.leaving;
  }

  /** An agent begins a contact; returns for how many seconds. */
  begin(handleSeconds: number, now: number): number {
    const seconds = handleSeconds * this.pace;
    this.busySeconds[0] += this.measuredPart(now, now + seconds);
    if (now >= this.measuredFrom && now < this.measuredTo) this.answered++;
    this.busy++;
    return seconds;
  }

  /** An agent ends a contact. Returns whether the agent stays. */
  end(now: number): boolean {
    this.busy--;
    if (this.leaving === 0) return true;
    this.countTime(now);
    this.leaving--;
    this.onQueue--;
    return false;
  }

  /** Agents who were to leave stay first; returns how many come anew. */
  add(agents: number, now: number): number {
    this.countTime(now);
    const kept = Math.min(agents, this.leaving);
    this.leaving -= kept;
    this.onQueue += agents - kept;
    return agents - kept;
  }

  /** Idle agents leave at once, the longest idle first; if they are not enough, the next who end a contact. */
  release(agents: number, now: number): void {
    this.countTime(now);
    const atOnce = Math.min(agents, this.idle.size);
    for (let i = 0; i < atOnce; i++) this.idle.removeLongestIdle();
    this.onQueue -= atOnce;
    this.leaving += agents - atOnce;
  }

  /** Throws an Error, a defect of the engine, when agents went missing. */
  tally(end: number): GroupTally {
    this.countTime(end);
    if (this.onQueue !== this.idle.size + this.busy)
      throw new Error(`agents went missing: ${this.onQueue} on queue, ${this.idle.size} idle, ${this.busy} busy`);
    return { answered: this.answered, busySeconds: this.busySeconds[0], onQueueSeconds: this.onQueueSeconds };
  }

  private countTime(now: number): void {
    this.onQueueSeconds += this.onQueue * this.measuredPart(this.changedAt, now);
    this.changedAt = now;
  }

  private measuredPart(from: number, to: number): number {
    return Math.max(0, Math.min(to, this.measuredTo) - Math.max(from, this.measuredFrom));
  }
}
