import type { GroupTally } from './tally.ts';

/** The agents of one group: how many are on queue, how many leave after their contact, and what they did until each interval's end. */
export class GroupStaff {
  private readonly pace: number;
  private readonly answeredUntil: Float64Array;
  private readonly busySecondsUntil: Float64Array;
  private readonly onQueueSecondsUntil: Float64Array;
  private answered = 0;
  private onQueue = 0;
  private leaving = 0;
  private busy = 0;
  // In an array, because a sum in a field would be a new object at every addition.
  private readonly begunSeconds = new Float64Array(1);
  private onQueueSeconds = 0;
  private changedAt = 0;

  constructor(intervals: number, handleTimeMultiplier: number) {
    this.pace = handleTimeMultiplier;
    this.answeredUntil = new Float64Array(intervals + 1);
    this.busySecondsUntil = new Float64Array(intervals + 1);
    this.onQueueSecondsUntil = new Float64Array(intervals + 1);
  }

  /** Agents who are on queue and will stay. */
  get staying(): number {
    return this.onQueue - this.leaving;
  }

  /** An agent begins a contact; returns for how many seconds. */
  begin(handleSeconds: number): number {
    const seconds = handleSeconds * this.pace;
    this.begunSeconds[0] += seconds;
    this.answered++;
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

  /** Of those who are to leave, `atOnce` idle ones do so now, the others when they next end a contact. */
  release(agents: number, atOnce: number, now: number): void {
    this.countTime(now);
    this.onQueue -= atOnce;
    this.leaving += agents - atOnce;
  }

  /**
   * Takes down what was done until the end of an interval, given the idle agents then and how many seconds the begun contacts will
   * still take. Throws an Error, a defect of the engine, when agents went missing.
   */
  closeInterval(interval: number, end: number, idle: number, unfinishedSeconds: number): void {
    this.countTime(end);
    if (this.onQueue !== idle + this.busy)
      throw new Error(`agents went missing: ${this.onQueue} on queue, ${idle} idle, ${this.busy} busy`);
    this.answeredUntil[interval + 1] = this.answered;
    this.busySecondsUntil[interval + 1] = this.begunSeconds[0] - unfinishedSeconds;
    this.onQueueSecondsUntil[interval + 1] = this.onQueueSeconds;
  }

  /** From interval `from` up to before `to`. */
  tally(from: number, to: number): GroupTally {
    return {
      answered: this.answeredUntil[to] - this.answeredUntil[from],
      busySeconds: this.busySecondsUntil[to] - this.busySecondsUntil[from],
      onQueueSeconds: this.onQueueSecondsUntil[to] - this.onQueueSecondsUntil[from],
    };
  }

  private countTime(now: number): void {
    this.onQueueSeconds += this.onQueue * (now - this.changedAt);
    this.changedAt = now;
  }
}
