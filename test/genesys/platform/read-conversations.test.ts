import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { conversationOf, wireConversation } from '../../../src/genesys/platform/conversation-details-reply.ts';
import { readConversations } from '../../../src/genesys/platform/read-conversations.ts';
import { sampleSize } from '../../support/sample-size.ts';

const request = { what: 'page 1', method: 'GET', path: '/results' } as const;
const schema = z.object({ conversations: z.nullish(z.array(wireConversation)), cursor: z.nullish(z.string()) });

const read = (text: string) => readConversations(request, schema, true)(text);

/** What the schema and the conversion make of the text as a whole. */
function readWhole(text: string) {
  const page = schema.parse(JSON.parse(text));
  return { ...page, conversations: (page.conversations ?? []).map((one) => conversationOf(one, true)) };
}

const START = '2026-03-10T09:30:00.000Z';

/** Words that look like the borders which a text is divided at. */
const word = fc.oneof(
  fc.string(),
  fc.constantFrom('},{"conversationId":', '}]', '{"conversations":[', '","conversationId":"', '\\'),
);
const segment = fc.record({ segmentType: word, segmentStart: fc.constant(START), queueId: word });
const session = fc.record({ sessionId: word, ani: word, segments: fc.array(segment, { maxLength: 2 }) });
const participant = fc.record({ purpose: word, sessions: fc.array(session, { maxLength: 2 }) });
const conversation = fc.record({
  conversationId: word.filter((id) => id !== ''),
  conversationStart: fc.constant(START),
  // What nobody asked for, with conversations of its own.
  more: fc.oneof(fc.jsonValue(), fc.constant([{ conversationId: 'inner' }, { conversationId: 'inner' }])),
  participants: fc.array(participant, { maxLength: 2 }),
});
const page = fc.record(
  {
    conversations: fc.oneof(fc.array(conversation, { maxLength: 4 }), fc.constant(null)),
    more: fc.jsonValue(),
    cursor: word,
  },
  { requiredKeys: [] },
);

describe('a page that is read one conversation at a time', () => {
  test('says what it says as a whole, whatever its words are and however it is spaced', () => {
    fc.assert(
      fc.property(page, fc.constantFrom(0, 0, 0, 1), (one, indent) => {
        const text = JSON.stringify(one, null, indent);
        expect(read(text)).toEqual(readWhole(text));
      }),
      { numRuns: sampleSize(200, 5000) },
    );
  });

  test('is no JSON when it is cut off anywhere', () => {
    fc.assert(
      fc.property(page, fc.nat(), (one, at) => {
        const text = JSON.stringify(one);
        expect(() => read(text.slice(0, at % text.length))).toThrow(SyntaxError);
      }),
      { numRuns: sampleSize(100, 5000) },
    );
  });

  test.each([
    ['the last of several lists counts', '{"conversations":[X],"conversations":[X,X]}', 2],
    ['the last list counts when it is empty', '{"conversations":[X,X],"conversations":[]}', 0],
    ['the last list counts when its name has escapes', '{"conversations":[X,X],"conversation\\u0073":null}', 0],
    ['another list at the end is none of conversations', '{"conversations":[X,X],"more":[{}]}', 2],
    ['members may stand in any order', '{"cursor":"a","conversations":[X]}', 1],
  ])('%s', (_, form, count) => {
    const text = form.replaceAll('X', `{"conversationId":"a","conversationStart":"${START}"}`);
    expect(read(text).conversations).toHaveLength(count);
    expect(read(text)).toEqual(readWhole(text));
  });

  test('that has a conversation of another shape is an error that names the field', () => {
    const good = { conversationId: 'a', conversationStart: START };
    const text = JSON.stringify({ conversations: [good, { ...good, participants: [{ purpose: 7 }] }], cursor: 'b' });
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        exitCode: 6,
        message: expect.stringContaining('conversations.1.participants.0.purpose'),
      }),
    );
  });

  test.each([
    '{"conversations":[,]}',
    '{"conversations":[{}{}]}',
    '{"conversations":[{"conversationId":"a"},]}',
    '',
    '[',
    '{"conversations":[}]',
  ])('is no JSON: %s', (text) => {
    expect(() => read(text)).toThrow(SyntaxError);
  });
});
