import * as z from 'zod/mini';
import { listingPage } from './listing-page.ts';
import { badRequest, errorReply, Refusal } from './reply.ts';
import type { Resource, ResourceRequest } from './resource.ts';
import type { SkillBook } from './skill-book.ts';

const PATH = /^\/api\/v2\/users\/([^/]+)\/routingskills(?:\/([^/]+))?$/;
const TEMPLATE = '/api/v2/users/{userId}/routingskills';
const PAGE_SIZE_MAX = 100;
const MOST_SETTINGS = 50;
const KNOWN_PARAMETERS = ['pageSize', 'pageNumber'];

const settings = z.array(z.strictObject({ id: z.string(), proficiency: z.number() }));

/**
 * The skills of single agents, which the server keeps. A bulk update is taken whole or not at all; what it does not name stays.
 * What is not there is not found: the agent, a skill that was deleted, a skill that the agent does not have.
 */
export function userRoutingSkills(book: SkillBook): Resource[] {
  const about = (request: ResourceRequest): { readonly agentId: string; readonly skillId: string } => {
    const [, agentId = '', skillId = ''] = (PATH.exec(request.path) ?? []).map((part) =>
      decodeURIComponent(part ?? ''),
    );
    if (book.skillsOf(agentId) === undefined) throw new Refusal(errorReply(404), `no user ${agentId}`);
    return { agentId, skillId };
  };
  const listing = (request: ResourceRequest, agentId: string) =>
    listingPage(request, book.skillsOf(agentId) ?? [], PAGE_SIZE_MAX);

  return [
    {
      method: 'GET',
      path: TEMPLATE,
      answer(request) {
        const unknown = [...request.query.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
        if (unknown.length > 0) throw new Error(`this server does not list skills of users by ${unknown.join(', ')}`);
        return listing(request, about(request).agentId);
      },
    },
    {
      method: 'PATCH',
      path: `${TEMPLATE}/bulk`,
      answer(request) {
        const { agentId } = about(request);
        const wanted = settings.parse(request.body);
        if (wanted.length > MOST_SETTINGS) throw badRequest(`At most ${MOST_SETTINGS} skills per request.`, 'body');
        for (const { id, proficiency } of wanted) {
          if (!book.isSkill(id)) throw new Refusal(errorReply(404), `no skill ${id}`);
          if (proficiency < 0 || proficiency > 5)
            throw badRequest('Must be from 0 to 5.', 'proficiency', 'invalid.value');
        }
        for (const { id, proficiency } of wanted) book.give(agentId, { skillId: id, proficiency });
        return listing(request, agentId);
      },
    },
    {
      method: 'DELETE',
      path: `${TEMPLATE}/{skillId}`,
      answer(request) {
        const { agentId, skillId } = about(request);
        if (!book.take(agentId, skillId)) throw new Refusal(errorReply(404), `user without the skill ${skillId}`);
        return { status: 204 };
      },
    },
  ];
}
