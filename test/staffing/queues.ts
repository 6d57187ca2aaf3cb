import type { Demand } from '../../src/staffing/demand.ts';
import { erlangA, type StableErlangA } from '../../src/staffing/erlang-a.ts';
import { erlangC, type StableErlangC } from '../../src/staffing/erlang-c.ts';

/** Contacts in half an hour. */
export const halfHour = (contactsPerInterval: number, ahtSeconds: number): Demand => ({
  contactsPerInterval,
  intervalSeconds: 1800,
  ahtSeconds,
});

export function stableC(demand: Demand, agents: number): StableErlangC {
  const queue = erlangC(demand, agents);
  if (queue.state !== 'stable') throw new Error(`expected a stable queue: ${queue.state}`);
  return queue;
}

export function stableA(demand: Demand, patienceSeconds: number, agents: number, withinSeconds: number): StableErlangA {
  const queue = erlangA(demand, patienceSeconds, agents, withinSeconds);
  if (queue.state !== 'stable') throw new Error(`expected contacts: ${queue.state}`);
  return queue;
}
