import { badRequest } from '../genesys-server/reply.ts';
import type { SummaryOperation } from './exchange.ts';

const HOUR_MS = 3_600_000;
const PARAMETERS = ['dateFrom', 'dateTo', 'interval', 'skillIds'];

/** Agents with a skill who are planned, by the hour; hours for which nobody planned have no record. */
export const agentForecast: SummaryOperation = {
  method: 'GET',
  path: '/api/v2/schedule/agents/forecast',
  answer({ query }, { capacity }) {
    const names = [...query.keys()].sort();
    if (names.join() !== PARAMETERS.join()) throw badRequest(`Parameters are ${PARAMETERS.join(', ')}.`, 'interval');
    if (query.get('interval') !== 'PT1H') throw badRequest('The interval is PT1H.', 'interval');
    const [fromMs, toMs] = ['dateFrom', 'dateTo'].map((name) => Date.parse(query.get(name) ?? ''));
    if (!(fromMs < toMs)) throw badRequest('Empty range.', 'dateTo');
    const entities: object[] = [];
    for (let ms = fromMs; ms < toMs; ms += HOUR_MS) {
      const agents = capacity?.(query.get('skillIds') ?? '', ms);
      if (agents !== undefined) entities.push({ interval: new Date(ms).toISOString(), capacity: agents });
    }
    return { status: 200, body: { entities } };
  },
};
