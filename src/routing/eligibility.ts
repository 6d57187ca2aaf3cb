import { typeRouting } from '../simulation/routing-rules.ts';
import type { Centre, CentreAgent } from './centre.ts';
import { scenarioContactType, scenarioQueue } from './scenario-parts.ts';

/** What the routing makes of an agent. */
interface Eligibility {
  /** Places of the contact types that he may take in some ring. */
  readonly types: readonly number[];
  /**
   * For each contact type and ring whether he may take it, and how highly he is ranked. Agents of one signature and one pace are alike
   * to every contact, whatever their skills; a move that leaves it as it is has no effect.
   */
  readonly signature: string;
}

export type EligibilityOf = (agent: CentreAgent) => Eligibility;

/** The eligibility of agents, each worked out once. */
export function eligibilityIn({ contactTypes, queues }: Centre): EligibilityOf {
  const parts = contactTypes.map((type) => ({
    type: scenarioContactType(type, []),
    queue: scenarioQueue(queues[type.queue], type.queue),
  }));
  const known = new Map<CentreAgent, Eligibility>();
  return (agent) => {
    const found = known.get(agent);
    if (found !== undefined) return found;
    const group = { name: 'agent', queues: agent.queues.map(String), proficiencies: agent.proficiencies };
    const taken = parts.flatMap(({ type, queue }, place) => {
      const { rings } = typeRouting(type, queue, [{ ...group, agentsPerInterval: [], handleTimeMultiplier: 1 }]);
      const ranks = rings.map((ring) => (ring.groups.length === 0 ? null : ring.ranks[0]));
      return ranks.every((rank) => rank === null) ? [] : [{ place, ranks }];
    });
    const eligibility = {
      types: taken.map(({ place }) => place),
      signature: JSON.stringify(taken.map(({ place, ranks }) => [place, ...ranks])),
    };
    known.set(agent, eligibility);
    return eligibility;
  };
}
