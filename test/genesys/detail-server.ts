import type { ConversationPart, DetailQuestion } from '../../src/genesys/details.ts';
import { createPlatformDetails } from '../../src/genesys/platform/platform-details.ts';
import type { Conversation } from '../../src/series/conversation.ts';
import { withServer } from '../genesys-server/asking.ts';
import { type CentreConversation, knownAt } from '../genesys-server/centre-conversation.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { testClient } from './test-client.ts';

export const at = (text: string): number => Date.parse(text) / 1000;

const DAY_SECONDS = 86_400;

/** Twenty days with 60 conversations each, until the present on 21 March; jobs lag by thirty hours. */
export const PRESENT = at('2026-03-21T12:00Z');
export const JOBS_KNOW_UNTIL = PRESENT - 30 * 3600;
const START = PRESENT - 20 * DAY_SECONDS;

export const centre = conversationCentre({
  seed: 7,
  count: 1_200,
  startMs: START * 1000,
  presentMs: PRESENT * 1000,
  jobsKnowUntilMs: JOBS_KNOW_UNTIL * 1000,
});

/** Everything as it is known at present, told by the centre itself. */
export const known: readonly CentreConversation[] = Array.from({ length: centre.details.source.count }, (_, i) =>
  knownAt(centre.details.source.at(i), PRESENT * 1000),
).filter((one) => one !== undefined);

export const idsBegun = (from: number, to: number): string[] =>
  known.filter(({ startMs }) => startMs >= from * 1000 && startMs < to * 1000).map(({ id }) => id);

export const withDetails = (
  use: (server: GenesysServer) => Promise<void>,
  options: Partial<GenesysServerOptions> = {},
): Promise<void> => withServer({ centre, ...options }, use);

export async function partsOf(
  server: GenesysServer,
  question: DetailQuestion,
  options: Parameters<typeof testClient>[1] = {},
): Promise<ConversationPart[]> {
  const parts: ConversationPart[] = [];
  const details = createPlatformDetails(testClient(server, options));
  for await (const part of details.conversations(question)) parts.push(part);
  return parts;
}

export async function conversationsOf(
  server: GenesysServer,
  question: DetailQuestion,
  options: Parameters<typeof testClient>[1] = {},
): Promise<Conversation[]> {
  return (await partsOf(server, question, options)).flatMap(({ conversations }) => conversations);
}

export const idsOf = (conversations: readonly Conversation[]): string[] => conversations.map(({ id }) => id);
