import * as z from 'zod/mini';
import { badRequest, errorReply, Refusal } from '../genesys-server/reply.ts';
import type { SummaryOperation } from './exchange.ts';
import type { ProfileDocument } from './summary-centre.ts';

const PATH = '/api/v2/routing/users/{userId}/routingprofile';
/** Fields that a change may not name. */
const READ_ONLY = ['id', 'selfUri'];

const profile = z.looseObject({
  name: z.string(),
  skills: z.record(
    z.string(),
    z.looseObject({ score: z.number().check(z.gte(0), z.lte(1)), order: z.int().check(z.gte(0)) }),
  ),
});

/** The routing profiles of one server, by user. What a change does not name is gone, so a change that lacks a field is refused. */
export function routingProfiles(documents: Readonly<Record<string, ProfileDocument>>): SummaryOperation[] {
  const kept = new Map(Object.entries(documents));
  const userAt = (path: string): string => decodeURIComponent(path.split('/').at(-2) ?? '');
  const profileAt = (path: string): ProfileDocument => {
    const found = kept.get(userAt(path));
    if (found === undefined) throw new Refusal(errorReply(404), `no profile of ${userAt(path)}`);
    return found;
  };
  return [
    { method: 'GET', path: PATH, answer: ({ path }) => ({ status: 200, body: profileAt(path) }) },
    {
      method: 'PUT',
      path: PATH,
      answer({ path, body }) {
        const before = profileAt(path);
        const wanted = profile.parse(body);
        const forbidden = READ_ONLY.find((name) => name in wanted);
        if (forbidden !== undefined) throw badRequest(`${forbidden} is read-only.`, forbidden);
        const lost = Object.keys(before).find((name) => !READ_ONLY.includes(name) && !(name in wanted));
        if (lost !== undefined) throw badRequest(`${lost} is missing.`, lost);
        const own = Object.fromEntries(READ_ONLY.flatMap((name) => (name in before ? [[name, before[name]]] : [])));
        const after = { ...wanted, ...own } as ProfileDocument;
        kept.set(userAt(path), after);
        return { status: 200, body: after };
      },
    },
  ];
}
