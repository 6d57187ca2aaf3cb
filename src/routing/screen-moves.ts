import type { Candidate } from './candidate-moves.ts';
import type { Centre } from './centre.ts';
import type { DaysTask, PlayDays, SimulatedDay } from './play-days.ts';
import type { CentreCounts } from './queue-counts.ts';
import type { SkillMove } from './skill-move.ts';

/** What is looked for, and from where. */
export interface Screening {
  readonly accepted: readonly SkillMove[];
  readonly seed: number;
  readonly firstWeek: number;
  /** By queue. */
  readonly weights: readonly number[];
  /** Of the service level of any queue. */
  readonly mostLossFraction: number;
  /** How many are to be left. */
  readonly keep: number;
}

/** Every round costs about as much: the fewer candidates are left, the more days each plays. A quarter goes on. */
const DAYS_PER_ROUND = 1500;
const MOST_DAYS = 20;
const KEPT_FRACTION = 1 / 4;
/** A candidate that lost, or harmed a queue, over so many days is dropped. */
const TELLING_DAYS = 5;
/** Candidates that share a played day as it is. */
const CANDIDATES_PER_TASK = 20;

/**
 * The candidates that look best, best first, by few simulated days that all of them share: successive halving by quarters, in which
 * those that look worst are dropped after every round and the others play on. Only days on which the agent is there are played, and
 * only queues that can feel the change. Who gains nothing is not left, however few there are. What is left was chosen for its luck too, so it must be confirmed on other days. Karnin, Koren
 * and Somekh, Almost optimal exploration in multi-armed bandits, ICML 2013.
 */
export async function screenMoves(
  centre: Centre,
  candidates: readonly Candidate[],
  screening: Screening,
  play: PlayDays,
): Promise<Candidate[]> {
  let left = candidates.map((candidate) => emptyScore(centre, candidate));
  while (left.length > screening.keep || left.some(({ days }) => days < TELLING_DAYS)) {
    const days = Math.min(MOST_DAYS, Math.ceil(DAYS_PER_ROUND / left.length));
    await playOn(centre, left, days, screening, play);
    const most = Math.max(screening.keep, Math.ceil(left.length * KEPT_FRACTION));
    left = left
      .filter((score) => isHopeful(score, screening))
      .sort((a, b) => weeklyGain(b) - weeklyGain(a))
      .slice(0, most);
  }
  return left.map(({ candidate }) => candidate);
}

/** Sums over the days that a candidate has played. */
interface Score {
  readonly candidate: Candidate;
  /** On which the agent is there, in the order in which they are played. */
  readonly weekdays: readonly number[];
  days: number;
  gain: number;
  readonly offered: number[];
  readonly answeredMore: number[];
}

function emptyScore(centre: Centre, candidate: Candidate): Score {
  const queues = centre.queues.length;
  return {
    candidate,
    weekdays: weekdaysOf(centre, candidate.move.agentId),
    days: 0,
    gain: 0,
    offered: new Array<number>(queues).fill(0),
    answeredMore: new Array<number>(queues).fill(0),
  };
}

/** Every other day first, so that few days are spread over the week. */
function weekdaysOf({ agents, weekdays, slotsPerDay }: Centre, agentId: string): number[] {
  const present = agents.find(({ id }) => id === agentId)?.present ?? new Uint8Array(0);
  const there = weekdays.filter((weekday) =>
    present.subarray(weekday * slotsPerDay, (weekday + 1) * slotsPerDay).includes(1),
  );
  return [...there.filter((_, i) => i % 2 === 0), ...there.filter((_, i) => i % 2 === 1)];
}

/** Candidates have played equally many days, but agents come on different ones. */
const weeklyGain = ({ gain, days, weekdays }: Score): number => (gain / days) * weekdays.length;

function isHopeful(score: Score, { mostLossFraction }: Screening): boolean {
  if (score.days < TELLING_DAYS) return true;
  if (score.gain <= 0) return false;
  return score.answeredMore.every((more, queue) => more >= -mostLossFraction * score.offered[queue]);
}

async function playOn(
  centre: Centre,
  scores: readonly Score[],
  days: number,
  { accepted, seed, firstWeek, weights }: Screening,
  play: PlayDays,
): Promise<void> {
  const batches = sharedDays(scores, days, firstWeek);
  const tasks = batches.map(
    (batch): DaysTask => ({
      centre,
      seed,
      days: batch.days,
      configurations: [accepted, ...batch.scores.map(({ candidate }) => [...accepted, candidate.move])],
      onlyTouched: true,
    }),
  );
  const played = await play(tasks);
  batches.forEach((batch, task) => {
    const [before, ...after] = played[task];
    batch.scores.forEach((score, i) => {
      for (const [day, counts] of after[i].entries()) addDay(score, before[day], counts, weights);
    });
  });
}

interface Batch {
  readonly scores: Score[];
  readonly days: readonly SimulatedDay[];
}

/** Candidates whose agents come on the same weekdays play the same days. */
function sharedDays(scores: readonly Score[], days: number, firstWeek: number): Batch[] {
  const batches: Batch[] = [];
  const open = new Map<string, Batch>();
  for (const score of scores) {
    const key = score.weekdays.join();
    const found = open.get(key);
    if (found !== undefined && found.scores.length < CANDIDATES_PER_TASK) {
      found.scores.push(score);
      continue;
    }
    const batch = { scores: [score], days: nextDays(score, days, firstWeek) };
    open.set(key, batch);
    batches.push(batch);
  }
  return batches;
}

const nextDays = ({ weekdays, days: played }: Score, days: number, firstWeek: number): SimulatedDay[] =>
  Array.from({ length: days }, (_, i) => ({
    week: firstWeek + Math.floor((played + i) / weekdays.length),
    weekday: weekdays[(played + i) % weekdays.length],
  }));

function addDay(score: Score, before: CentreCounts, after: CentreCounts, weights: readonly number[]): void {
  score.days++;
  after.forEach(({ answeredWithin, offered }, queue) => {
    const more = answeredWithin - before[queue].answeredWithin;
    score.gain += weights[queue] * more;
    score.answeredMore[queue] += more;
    score.offered[queue] += offered;
  });
}
