import { errorReply, Refusal } from './reply.ts';
import type { Resource } from './resource.ts';

const CALLABLE_TIMES_PATH = '/api/v2/outbound/callabletimesets';

/** What holds for all campaigns, and the callable times that they refer to. */
export const outboundSetup: readonly Resource[] = [
  {
    method: 'GET',
    path: '/api/v2/outbound/settings',
    answer: (_, { outbound }) => ({ status: 200, body: outbound?.settings ?? {} }),
  },
  {
    method: 'GET',
    path: `${CALLABLE_TIMES_PATH}/{callableTimeSetId}`,
    answer({ path }, { outbound }) {
      const id = decodeURIComponent(path.slice(CALLABLE_TIMES_PATH.length + 1));
      const set = outbound?.callableTimeSets.find((one) => one.id === id);
      if (set === undefined) throw new Refusal(errorReply(404), `no callable time set ${id}`);
      return { status: 200, body: set };
    },
  },
];
