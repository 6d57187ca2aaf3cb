import { listingPage } from './listing-page.ts';
import { errorReply, Refusal } from './reply.ts';
import type { Resource } from './resource.ts';

const PATH = /^\/api\/v2\/routing\/queues\/([^/]+)\/members$/;
const PAGE_SIZE_MAX = 100;
const KNOWN_PARAMETERS = ['pageSize', 'pageNumber', 'joined'];
/** The platform does not count the members. */
const UNTOLD = ['total', 'pageCount', 'lastUri'];

export const queueMembers: Resource = {
  method: 'GET',
  path: '/api/v2/routing/queues/{queueId}/members',
  answer(request, { queues, workforce }) {
    const unknown = [...request.query.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
    if (unknown.length > 0) throw new Error(`this server does not list members by ${unknown.join(', ')}`);
    const queueId = decodeURIComponent(PATH.exec(request.path)?.[1] ?? '');
    if (!queues.some(({ id }) => id === queueId)) throw new Refusal(errorReply(404), `no queue ${queueId}`);
    const joined = request.query.get('joined');
    const members = (workforce?.members(queueId) ?? [])
      .filter((member) => joined === null || String(member.joined) === joined)
      .map((member) => ({ ...member, ringNumber: 1, memberBy: 'user' }));
    const { status, body } = listingPage(request, members, PAGE_SIZE_MAX);
    const told = Object.entries(body as object).filter(([field]) => !UNTOLD.includes(field));
    return { status, body: Object.fromEntries(told) };
  },
};
