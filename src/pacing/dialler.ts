import { randomStream } from '../numeric/random-stream.ts';
import { EventHeap } from '../simulation/event-heap.ts';
import { WaitingLine } from '../simulation/waiting-line.ts';
import { checkCount, checkFraction, checkPositive } from './check.ts';
import type { CentreModel } from './dialled-centre.ts';
import type { DiallerTally } from './dialler-tally.ts';
import type { DiallingRule } from './dialling-rule.ts';
import { HandleTimes } from './handle-times.ts';
import { RingingCalls } from './ringing-calls.ts';
import { UniformNumbers } from './uniform-numbers.ts';

const CALLS_STREAM = 0;
const HANDLE_TIMES_STREAM = 1;

/** An event without a call: an agent ends the wrap-up. Calls that ring have 2 * slot, and one more when they will be answered. */
const AGENT_FREE = -1;

// Places in the array of times; numbers with decimals in fields would be new objects at every change.
const NOW = 0;
const COUNTED = 1;
const BUSY = 2;
const ON_QUEUE = 3;
const FIRST_RATE = 4;
const RATE_FROM = 5;
const RATE_SLOPE = 6;

/** A time in which agents and levers stay as they are; the answer rate may drift. */
export interface DiallerInterval {
  readonly seconds: number;
  readonly agents: number;
  /** Of calls dialled at its start and at its end, linear between. */
  readonly answerRateFrom: number;
  readonly answerRateTo: number;
  readonly rule: DiallingRule;
  /** Lines in use at once, at most. */
  readonly lines: number;
}

/**
 * A campaign that is dialled event by event, interval after interval. A person who answers gets an idle agent at once, else the next
 * who gets free within the time of abandonment, else counts as abandoned. The dialler looks at the rule after every event. The same
 * seed and replication give the same calls: the n-th call dialled has the same ring time and the n-th connected one the same handle
 * time under every rule.
 */
export class Dialler {
  idleAgents = 0;
  busyAgents = 0;
  readonly ringing = new RingingCalls();
  readonly model: CentreModel;

  private readonly events = new EventHeap(256);
  private readonly waiting = new WaitingLine();
  private readonly calls: UniformNumbers;
  private readonly handleTimes: HandleTimes;
  private readonly times = new Float64Array(7);
  private rule: DiallingRule = () => 0;
  private lines = 0;
  private leaving = 0;
  private attempts = 0;
  private answers = 0;
  private connected = 0;
  private abandoned = 0;
  private mostLines = 0;

  constructor(model: CentreModel, seed: number, replication: number) {
    this.model = model;
    this.calls = new UniformNumbers(randomStream(seed, replication, CALLS_STREAM));
    this.handleTimes = new HandleTimes(model, seed, replication, HANDLE_TIMES_STREAM);
  }

  get nowSeconds(): number {
    return this.times[NOW];
  }

  /** Dials on for an interval. RangeError for one that is impossible. */
  play(interval: DiallerInterval): DiallerTally {
    checkInterval(interval);
    const { times, events } = this;
    const end = times[NOW] + interval.seconds;
    this.begin(interval);
    while (events.firstSeconds < end) {
      times[NOW] = events.firstSeconds;
      const payload = events.firstPayload;
      if (payload === AGENT_FREE) this.endHandling();
      else if (payload & 1) this.answer(payload >> 1);
      else this.fail(payload >> 1);
      this.topUp();
    }
    times[NOW] = end;
    return this.tally(interval.seconds);
  }

  private begin({ seconds, agents, answerRateFrom, answerRateTo, rule, lines }: DiallerInterval): void {
    const { times } = this;
    times[FIRST_RATE] = answerRateFrom;
    times[RATE_FROM] = times[NOW];
    times[RATE_SLOPE] = (answerRateTo - answerRateFrom) / seconds;
    this.rule = rule;
    this.lines = lines;
    this.changeAgents(agents);
    this.topUp();
  }

  /** Agents come to the waiting calls or idle; those who go are idle ones first, then the next who end a call. */
  private changeAgents(agents: number): void {
    this.countTime();
    const change = agents - (this.idleAgents + this.busyAgents - this.leaving);
    if (change < 0) {
      const atOnce = Math.min(-change, this.idleAgents);
      this.idleAgents -= atOnce;
      this.leaving += -change - atOnce;
      return;
    }
    const kept = Math.min(change, this.leaving);
    this.leaving -= kept;
    for (let coming = change - kept; coming > 0; coming--)
      if (this.takeWaiting()) {
        this.busyAgents++;
        this.events.add(this.times[NOW] + this.handleTimes.draw(), AGENT_FREE);
      } else this.idleAgents++;
  }

  private endHandling(): void {
    this.countTime();
    if (this.leaving > 0) {
      this.leaving--;
      this.busyAgents--;
      this.events.removeFirst();
    } else if (this.takeWaiting()) {
      this.events.replaceFirst(this.times[NOW] + this.handleTimes.draw(), AGENT_FREE);
    } else {
      this.busyAgents--;
      this.idleAgents++;
      this.events.removeFirst();
    }
  }

  private answer(slot: number): void {
    const now = this.times[NOW];
    this.answers++;
    this.ringing.remove(slot);
    if (this.idleAgents > 0) {
      this.countTime();
      this.idleAgents--;
      this.busyAgents++;
      this.connected++;
      this.events.replaceFirst(now + this.handleTimes.draw(), AGENT_FREE);
    } else {
      this.waiting.add(now, now + this.model.abandonSeconds, 0, 0);
      this.events.removeFirst();
    }
  }

  private fail(slot: number): void {
    this.ringing.remove(slot);
    this.events.removeFirst();
  }

  /** Takes the call that waits longest off the line; false when none waits. */
  private takeWaiting(): boolean {
    this.dropAbandoned();
    if (this.waiting.size === 0) return false;
    this.waiting.removeFirst();
    this.connected++;
    return true;
  }

  private dropAbandoned(): void {
    const now = this.times[NOW];
    while (this.waiting.size > 0 && this.waiting.deadlineSeconds < now) {
      this.waiting.removeFirst();
      this.abandoned++;
    }
  }

  private topUp(): void {
    let missing = this.rule(this) - this.ringing.size;
    if (missing <= 0) return;
    const inUse = this.busyAgents + this.waiting.size + this.ringing.size;
    missing = Math.min(missing, this.lines - inUse);
    for (; missing > 0; missing--) this.dial();
    this.mostLines = Math.max(this.mostLines, this.busyAgents + this.waiting.size + this.ringing.size);
  }

  private dial(): void {
    const { times, model } = this;
    const now = times[NOW];
    const rate = times[FIRST_RATE] + times[RATE_SLOPE] * (now - times[RATE_FROM]);
    const number = this.calls.draw();
    const isAnswered = number < rate;
    const place = isAnswered ? number / rate : (number - rate) / (1 - rate);
    const durations = isAnswered ? model.rings.answered : model.rings.failed;
    const slot = this.ringing.add(now);
    this.events.add(now + durations[Math.floor(place * durations.length)], 2 * slot + (isAnswered ? 1 : 0));
    this.attempts++;
  }

  private countTime(): void {
    const { times } = this;
    const elapsed = times[NOW] - times[COUNTED];
    times[BUSY] += elapsed * this.busyAgents;
    times[ON_QUEUE] += elapsed * (this.busyAgents + this.idleAgents);
    times[COUNTED] = times[NOW];
  }

  /** Of the time since the last tally. */
  private tally(seconds: number): DiallerTally {
    this.countTime();
    this.dropAbandoned();
    const { attempts, answers, connected, abandoned, mostLines, times } = this;
    const busySeconds = times[BUSY];
    const onQueueSeconds = times[ON_QUEUE];
    this.attempts = 0;
    this.answers = 0;
    this.connected = 0;
    this.abandoned = 0;
    this.mostLines = 0;
    times[BUSY] = 0;
    times[ON_QUEUE] = 0;
    return { seconds, attempts, answers, connected, abandoned, busySeconds, onQueueSeconds, mostLines };
  }
}

function checkInterval({ seconds, agents, answerRateFrom, answerRateTo, lines }: DiallerInterval): void {
  checkPositive('length of an interval', seconds);
  checkCount('agents', agents, 0);
  checkFraction('answer rate', answerRateFrom);
  checkFraction('answer rate', answerRateTo);
  checkCount('lines', lines, 0);
}
