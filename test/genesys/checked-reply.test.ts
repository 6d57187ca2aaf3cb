import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { checkedReply } from '../../src/genesys/checked-reply.ts';

const plain = z.object({
  id: z.string().check(z.refine((id) => id !== '')),
  total: z.nullish(z.number()),
  parts: z.nullish(z.array(z.object({ name: z.string(), tags: z.nullish(z.array(z.string())) }))),
});
const quick = checkedReply(plain);

/** Anything that is nearly a reply, and what is none. */
const tags = fc.oneof(fc.array(fc.string()), fc.constantFrom(null, undefined, 'none', [1]));
const parts = fc.array(fc.oneof(fc.record({ name: fc.string(), tags }), fc.jsonValue()), { maxLength: 3 });
const replies = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      id: fc.oneof(fc.string(), fc.constantFrom('', 7, null)),
      total: fc.oneof(fc.double(), fc.constantFrom(null, '7')),
      parts: fc.oneof(parts, fc.constantFrom(null, {}, 'none')),
      more: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);

describe('a reply that is checked without copying', () => {
  test('passes exactly when its schema lets it pass, and is told in the same words when not', () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const [one, other] = [quick.safeParse(reply), plain.safeParse(reply)];
        expect(one.success).toBe(other.success);
        const told = ({ error }: typeof one) => error?.issues.map(({ path, message }) => [path, message]);
        expect(told(one)).toEqual(told(other));
      }),
    );
  });

  test('is handed on as it came', () => {
    const reply = { id: 'a', parts: [{ name: 'b', unknown: 1 }], unknown: 2 };
    expect(quick.parse(reply)).toBe(reply);
  });

  test.each([
    ['a conversion', z.pipe(z.string(), z.transform(Number))],
    ['a default', z._default(z.string(), 'none')],
    ['a number with limits', z.number().check(z.positive())],
    ['text with a pattern', z.string().check(z.regex(/a/))],
    ['several refinements', z.string().check(z.refine(Boolean), z.refine(Boolean))],
    ['fields that are refused', z.strictObject({})],
    [
      'an object with two refinements',
      z.object({}).check(
        z.refine(() => true),
        z.refine(() => false),
      ),
    ],
    ['an array with a limit', z.array(z.string()).check(z.minLength(1))],
  ])('has no part that it could not judge: %s', (_, part) => {
    expect(() => checkedReply(z.object({ part }))).toThrow(RangeError);
  });

  test('judges an object as a whole after its parts', () => {
    const span = z
      .object({ from: z.number(), to: z.number() })
      .check(z.refine(({ from, to }) => from <= to, 'backwards'));
    const checked = checkedReply(span);
    expect(checked.safeParse({ from: 1, to: 2 }).success).toBe(true);
    expect(checked.safeParse({ from: 2, to: 1 }).error?.issues).toMatchObject([{ message: 'backwards', path: [] }]);
    expect(checked.safeParse({ from: 2 }).error?.issues).toMatchObject([{ path: ['to'] }]);
  });
});
