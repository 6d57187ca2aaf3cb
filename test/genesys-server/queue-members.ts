import { listingPage } from './listing-page.ts';
import { errorReply, Refusal } from './reply.ts';
import type { Resource } from './resource.ts';
import type { SkillBook } from './skill-book.ts';

const PATH = /^\/api\/v2\/routing\/queues\/([^/]+)\/members$/;
const PAGE_SIZE_MAX = 100;
const KNOWN_PARAMETERS = ['pageSize', 'pageNumber', 'joined', 'expand'];
/** The platform does not count the members. */
const UNTOLD = ['total', 'pageCount', 'lastUri'];

/** The members of a queue, with their skills when asked to expand them. An agent who has left is a member of nothing. */
export const queueMembers = (book: SkillBook): Resource => ({
  method: 'GET',
  path: '/api/v2/routing/queues/{queueId}/members',
  answer(request, { queues, workforce }) {
    const unknown = [...request.query.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
    if (unknown.length > 0) throw new Error(`this server does not list members by ${unknown.join(', ')}`);
    const queueId = decodeURIComponent(PATH.exec(request.path)?.[1] ?? '');
    if (!queues.some(({ id }) => id === queueId)) throw new Refusal(errorReply(404), `no queue ${queueId}`);
    const joined = request.query.get('joined');
    const expand = request.query.getAll('expand');
    if (expand.some((part) => part !== 'skills')) throw new Error(`this server does not expand ${expand.join(', ')}`);
    const skills = expand.length > 0 ? book.skillsOf : () => undefined;
    const members = (workforce?.members(queueId) ?? [])
      .filter((member) => joined === null || String(member.joined) === joined)
      .filter(({ id }) => !book.hasLeft(id))
      .map((member) => ({ ...member, ...expanded(member, skills), ringNumber: 1, memberBy: 'user' }));
    const { status, body } = listingPage(request, members, PAGE_SIZE_MAX);
    const told = Object.entries(body as object).filter(([field]) => !UNTOLD.includes(field));
    return { status, body: Object.fromEntries(told) };
  },
});

/** Whoever the book does not know is told without skills, as the platform may do. */
function expanded(
  { id, name }: { readonly id: string; readonly name: string },
  skillsOf: (userId: string) => readonly object[] | undefined,
): object {
  const skills = skillsOf(id);
  return skills === undefined ? {} : { user: { id, name, version: 1, skills } };
}
