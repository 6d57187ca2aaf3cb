import * as z from 'zod/mini';
import { badRequest, errorReply, Refusal } from '../genesys-server/reply.ts';
import type { SummaryOperation } from './exchange.ts';
import type { CampaignDocument } from './summary-centre.ts';

const PATH = '/api/v2/outbound/campaigns/{campaignId}';
/** Fields that a change may not name. */
const READ_ONLY = ['id', 'selfUri', 'routing'];

const fraction = z.number().check(z.gte(0), z.lte(1));

const predictive = z.looseObject({
  answerRate: z.number().check(z.gte(0.1), z.lte(0.95)),
  dropRate: fraction,
  maxAttempts: z.int().check(z.gte(1)),
});

/** The campaigns of one server, which remember what was put. A change that lacks a field of the campaign would lose it: refused. */
export function campaigns(documents: readonly CampaignDocument[]): SummaryOperation[] {
  const kept = new Map(documents.map((one) => [one.id, one]));
  const campaignAt = (path: string): CampaignDocument => {
    const id = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
    const found = kept.get(id);
    if (found === undefined) throw new Refusal(errorReply(404), `no campaign ${id}`);
    return found;
  };
  return [
    { method: 'GET', path: PATH, answer: ({ path }) => ({ status: 200, body: campaignAt(path) }) },
    {
      method: 'PUT',
      path: PATH,
      answer({ path, body }) {
        const before = campaignAt(path);
        const wanted = z.looseObject({ predictive: z.optional(predictive) }).parse(body);
        const forbidden = READ_ONLY.find((name) => name in wanted);
        if (forbidden !== undefined) throw badRequest(`${forbidden} is read-only.`, forbidden);
        const lost = Object.keys(before).find((name) => !READ_ONLY.includes(name) && !(name in wanted));
        if (lost !== undefined) throw badRequest(`${lost} is missing.`, lost);
        const own = Object.fromEntries(READ_ONLY.flatMap((name) => (name in before ? [[name, before[name]]] : [])));
        const after = { ...wanted, ...own, id: before.id } as CampaignDocument;
        kept.set(before.id, after);
        return { status: 200, body: after };
      },
    },
  ];
}
