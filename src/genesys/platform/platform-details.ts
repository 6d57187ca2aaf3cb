import type { Client } from '../client.ts';
import type { Details } from '../details.ts';
import { conversationParts } from './conversation-details.ts';
import { namesOf } from './names.ts';

/** Conversations and names behind the published Genesys Cloud API. */
export const createPlatformDetails = (client: Client): Details => ({
  conversations: (question) => conversationParts(client, question),
  names: (of) => namesOf(client, of),
});
