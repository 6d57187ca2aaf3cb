// All single changes of skills of a centre with 200 agents, 20 skills and 16,000 contacts a day: the time to screen them, on this
// thread in processor time and on two threads by the clock, and what the rounds save against a week for each. Run: npm run bench

import { Tinypool } from 'tinypool';
import { raiseInliningBudget } from '../../src/cli/workers/inlining-budget.ts';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { candidateMoves } from '../../src/routing/candidate-moves.ts';
import type { Centre } from '../../src/routing/centre.ts';
import { type DaysTask, type PlayDays, playDays } from '../../src/routing/play-days.ts';
import { screenMoves } from '../../src/routing/screen-moves.ts';
import { agent, centre, centreQueue, contacts, workdayArrivals, workdayPresence } from '../routing/synthetic-centre.ts';

raiseInliningBudget();

const SKILLS = Array.from({ length: 20 }, (_, i) => `skill ${String(i).padStart(2, '0')}`);
const SHIFTS = [
  [0, 16],
  [2, 18],
  [4, 20],
] as const;

/** Nearly every agent is one of a kind: two to six skills, three shifts, five paces, a member of all queues. */
function largeCentre(): Centre {
  const random = randomStream(5);
  const all = SKILLS.map((_, queue) => queue);
  return centre({
    queues: SKILLS.map((skill) => centreQueue({ queueId: skill, queueName: skill })),
    contactTypes: SKILLS.map((skill, queue) =>
      contacts({ queue, skillIds: [skill], arrivals: workdayArrivals(800 * (0.85 + 0.3 * nextUniform(random))) }),
    ),
    agents: Array.from({ length: 200 }, (_, i) => {
      const own = new Set([SKILLS[i % SKILLS.length]]);
      const wanted = 2 + Math.floor(5 * nextUniform(random));
      while (own.size < wanted) own.add(SKILLS[Math.floor(SKILLS.length * nextUniform(random))]);
      return agent(String(i).padStart(3, '0'), {
        queues: all,
        proficiencies: Object.fromEntries([...own].map((skill) => [skill, 3])),
        present: workdayPresence(...SHIFTS[i % SHIFTS.length]),
        pace: 0.9 + 0.05 * Math.floor(5 * nextUniform(random)),
      });
    }),
  });
}

/** Counts simulated days on their way. */
function counted(play: PlayDays): { play: PlayDays; days: () => number } {
  let days = 0;
  return {
    days: () => days,
    play: (tasks) => {
      days += tasks.reduce((sum, task) => sum + task.days.length * task.configurations.length, 0);
      return play(tasks);
    },
  };
}

const large = largeCentre();
const candidates = candidateMoves(large, [], { mostMovesPerAgent: 1 });
const screening = {
  accepted: [],
  seed: 1,
  firstWeek: 0,
  weights: SKILLS.map(() => 1),
  mostLossFraction: 0.02,
  keep: 64,
};

const pool = new Tinypool({
  filename: new URL('../../dist/workers/play-days.js', import.meta.url).href,
  name: 'playDays',
  minThreads: 2,
  maxThreads: 2,
});
const { play, days } = counted((tasks) => Promise.all(tasks.map((task) => pool.run(task))));
const from = { clock: performance.now(), processor: process.cpuUsage() };
const left = await screenMoves(large, candidates, screening, play);
const used = process.cpuUsage(from.processor);
const seconds = (performance.now() - from.clock) / 1000;
await pool.destroy();

const oneDay: DaysTask = {
  centre: large,
  seed: 1,
  days: [{ week: 0, weekday: 1 }],
  configurations: [[], ...candidates.slice(0, 20).map(({ move }) => [move])],
  onlyTouched: true,
};
playDays(oneDay);
const before = process.cpuUsage();
playDays(oneDay);
const dayMs = process.cpuUsage(before).user / 1000 / oneDay.configurations.length;

console.log(`candidates ${candidates.length}, left ${left.length}, simulated days ${days()}`);
console.log(
  `screened on two threads in ${seconds.toFixed(1)} s by the clock, ${(used.user / 1e6).toFixed(1)} s of processor time`,
);
console.log(
  `a simulated day of a change: ${dayMs.toFixed(1)} ms; a week for each would take ${(days() > 0 ? (candidates.length * 5) / days() : 0).toFixed(1)} times the days`,
);
