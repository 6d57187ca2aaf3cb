import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutPersonalData } from '../../src/genesys/personal-data.ts';

const scrubbed = (value: unknown, path = '/api/v2/x') => withoutPersonalData(value, path);

describe('a recording', () => {
  test('keeps queues, ids, numbers, times and media as they are', () => {
    const body = {
      entities: [{ id: '00000000-0000-4000-8000-000000000001', name: 'Support 24/7 (EMEA)', memberCount: 12 }],
      results: [
        {
          group: { queueId: 'q', mediaType: 'voice' },
          data: [
            {
              interval: '2026-01-05T13:00:00.000Z/2026-01-05T13:30:00.000Z',
              metrics: [{ metric: 'tHandle', stats: { count: 1234567, sum: 39012345678 } }],
            },
          ],
        },
      ],
      weekDate: '2026-01-05',
      version: '1234567',
      nextUri: '/api/v2/routing/queues?pageSize=500&pageNumber=2',
      total: null,
    };
    expect(scrubbed(body)).toEqual(body);
  });

  test('has no names of people, but the same person has the same name everywhere', () => {
    const user = {
      id: 'abcdefgh-1111',
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      username: 'ada',
      state: 'active',
    };
    const listing = scrubbed({ entities: [user] }, '/api/v2/users');
    const membership = scrubbed({ entities: [{ id: 'abcdefgh-1111', name: 'Ada Lovelace', user }] });
    const members = { entities: [{ id: 'abcdefgh-1111', name: 'Ada Lovelace', joined: true }] };
    const listed = scrubbed(members, '/api/v2/routing/queues/q/members');
    const author = scrubbed({ id: 'q', name: 'Sales', modifiedBy: { id: 'abcdefgh-1111', name: 'Ada Lovelace' } });
    for (const text of [listing, membership, listed, author].map((one) => JSON.stringify(one))) {
      expect(text).not.toMatch(/ada/i);
      expect(text).toContain('Person abcdefgh');
    }
    expect(author).toMatchObject({ name: 'Sales' });
  });

  test('keeps the names of skills of a user', () => {
    const skills = { entities: [{ id: 's', name: 'French', proficiency: 3 }] };
    expect(scrubbed(skills, '/api/v2/users/abc/routingskills')).toEqual(skills);
  });

  test('has no addresses, numbers and messages of conversations', () => {
    const conversation = {
      conversationId: 'c',
      participants: [
        {
          purpose: 'customer',
          participantName: 'Grace Hopper',
          attributes: { account: 'AC-99', greeting: 'Dear Grace' },
          sessions: [
            {
              mediaType: 'voice',
              ani: 'tel:+13175550199',
              dnis: 'sip:+4420@example.com',
              addressFrom: 'grace@navy.example',
              segments: [{ segmentType: 'interact', subject: 'My invoice', sourceText: 'call 317-555-0199' }],
            },
          ],
        },
      ],
    };
    const text = JSON.stringify(scrubbed(conversation));
    expect(text).not.toMatch(/Grace|AC-99|0199|navy|4420|invoice/);
    expect(scrubbed(conversation)).toMatchObject({
      conversationId: 'c',
      participants: [
        { purpose: 'customer', sessions: [{ mediaType: 'voice', segments: [{ segmentType: 'interact' }] }] },
      ],
    });
  });

  test('has no secrets and no signed links', () => {
    const body = {
      access_token: 'abc',
      clientSecret: 'def',
      downloadUrl: 'https://bucket.example/file.json?X-Amz-Signature=ghi&X-Amz-Date=1',
    };
    expect(JSON.stringify(scrubbed(body))).not.toMatch(/abc|def|ghi/);
    expect(scrubbed(body)).toMatchObject({ downloadUrl: expect.stringContaining('https://bucket.example/file.json?') });
  });

  test('has no e-mail address or telephone number inside any other text', () => {
    const message = 'User bob.smith+x@mail.example.org at +44 (20) 7946-0958 is not a member';
    expect(scrubbed({ message })).toEqual({ message: 'User [removed] at [removed] is not a member' });
    for (const dialled of ['(317) 555-0199', '317.555.0199', '13175550199'])
      expect(scrubbed(dialled)).toBe('[removed]');
  });

  test('is not changed by scrubbing it again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = scrubbed(value);
        expect(scrubbed(once)).toEqual(once);
      }),
    );
  });
});
