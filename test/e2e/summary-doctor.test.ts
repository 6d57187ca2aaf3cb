import { describe, expect, test } from 'vitest';
import { campaignNamed, centre as dialler } from '../genesys/dialler-server.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { Fault } from '../genesys-server/fault.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { withSummaryServer } from '../summary-server/server.ts';
import { filesIn, gcforecast, type Ran, testWorld } from '../support/test-world.ts';
import { contractEnvironment } from './contracts.ts';

const START_MS = Date.UTC(2026, 0, 5);
const { details } = conversationCentre({ seed: 1, count: 5, startMs: START_MS, presentMs: START_MS + 86_400_000 });
const centre = { ...dialler, details };

const CAMPAIGN = campaignNamed('Spring Offers').id;
const KNOWN = { GENESYS_CAMPAIGN_ID: CAMPAIGN, GENESYS_SKILL_ID: 'skill-of-sales' };
const LOGIN = '/oauth/token';
const CONTACTS = '/api/v2/analytics/conversations/summary/query';
const CONVERSATIONS = '/api/v2/analytics/conversations/details/query';

interface Line {
  readonly name: string;
  readonly status: string;
  readonly found: string;
  readonly remedy?: string;
  readonly exitCode?: number;
}

interface Scene {
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stage?: (server: ContactServer) => void;
}

interface Diagnosis {
  readonly ran: Ran;
  readonly lines: readonly Line[];
  readonly server: ContactServer;
}

/** The doctor's lines on an organisation behind the contract of summaries; the server holds every question against that contract. */
const diagnosed = ({ options = [], env = KNOWN, stage }: Scene): Promise<Diagnosis> =>
  withSummaryServer({ centre, campaigns: [{ id: CAMPAIGN }], capacity: () => 8 }, async (server) => {
    stage?.(server);
    const clock = jumpingClock(Date.now());
    const world = { ...testWorld({ clock }), env: { ...contractEnvironment('summary', server), ...env } };
    const ran = await gcforecast(world, ['doctor', '--json', ...options]);
    expect([...filesIn(world.cwd), ...filesIn(world.homeDirectory)]).toEqual([]);
    return { ran, lines: JSON.parse(ran.stdout).checks, server };
  });

const namesOf = ({ lines }: Diagnosis, status: string): string[] =>
  lines.filter((line) => line.status === status).map(({ name }) => name);

describe('the doctor, where the contract of summaries is spoken', () => {
  test('logs in by the form, asks each question of the commands once, and says what it cannot know', async () => {
    const diagnosis = await diagnosed({});
    expect(diagnosis.ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(namesOf(diagnosis, 'ok')).toEqual(
      expect.arrayContaining([
        ...['connection', 'login', 'clock', 'reading contacts by interval'],
        ...['reading conversations by queue and media type', 'reading single conversations'],
        ...['reading contacts by queue and skill', 'reading a campaign', 'reading calls of a campaign'],
        'reading agents by skill',
      ]),
    );
    expect(namesOf(diagnosis, 'not-checked')).toEqual([
      ...['reading skills of an agent', 'changing a campaign', 'changing skills of an agent'],
      ...['organisation, permissions', 'rate limit'],
    ]);
    const { requests } = diagnosis.server;
    expect(requests.filter(({ path }) => path === LOGIN)).toHaveLength(1);
    expect(requests.filter(({ path }) => path.startsWith('/api/'))).toHaveLength(7);
    expect(requests.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
  });

  test('names what it would have to know to ask about campaigns and agents', async () => {
    const diagnosis = await diagnosed({ env: {}, options: ['--for', 'pace'] });
    expect(diagnosis.ran.exitCode).toBe(0);
    const unasked = diagnosis.lines.filter(({ name }) => name.startsWith('reading'));
    expect(unasked.map(({ status }) => status)).toEqual(['not-checked', 'not-checked', 'not-checked']);
    expect(unasked.map(({ found }) => /GENESYS_(CAMPAIGN|SKILL)_ID/.exec(found)?.[1])).toEqual([
      ...['CAMPAIGN', 'CAMPAIGN', 'SKILL'],
    ]);
  });

  test('--for asks only what the named commands ask', async () => {
    const diagnosis = await diagnosed({ options: ['--for', 'report'] });
    expect(diagnosis.lines.map(({ name }) => name).filter((name) => /^(reading|changing)/.test(name))).toEqual([
      'reading conversations by queue and media type',
      'reading single conversations',
    ]);
  });

  test('cannot tell by the login alone whether a ready token is good: what is asked with it does', async () => {
    const diagnosis = await diagnosed({
      options: ['--for', 'report'],
      env: { GENESYSCLOUD_ACCESS_TOKEN: 'stale-token' },
    });
    expect(diagnosis.ran.exitCode).toBe(3);
    expect(namesOf(diagnosis, 'not-checked')).toContain('login');
    expect(diagnosis.lines.find(({ name }) => name === 'reading single conversations')).toMatchObject({
      exitCode: 3,
      remedy: expect.stringMatching(/expired.*Get a new one/),
    });
  });
});

interface Trouble extends Scene {
  readonly what: string;
  readonly line: string;
  readonly exitCode: number;
  readonly found: RegExp;
  readonly remedy: RegExp;
}

const injecting =
  (path: string, fault: Fault) =>
  (server: ContactServer): void =>
    server.inject({ path, times: Number.POSITIVE_INFINITY, fault });

const CONTACTS_LINE = 'reading contacts by interval';
const FOR_FETCH = ['--for', 'fetch'];

const TROUBLES: readonly Trouble[] = [
  {
    what: 'a wrong secret',
    env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong' },
    ...{ line: 'login', exitCode: 3, found: /401 invalid_client/, remedy: /GENESYSCLOUD_OAUTHCLIENT_SECRET/ },
  },
  {
    what: 'a host that nobody answers at',
    env: { GENESYSCLOUD_API_URL: 'http://127.0.0.1:1', GENESYSCLOUD_LOGIN_URL: 'http://127.0.0.1:1' },
    ...{ line: 'login', exitCode: 4, found: /ECONNREFUSED/, remedy: /--api-url/ },
  },
  {
    what: 'a login page instead of a token',
    stage: injecting(LOGIN, { kind: 'html' }),
    ...{ line: 'login', exitCode: 4, found: /web page/, remedy: /login page answers/ },
  },
  {
    what: 'a host that speaks the published contract',
    stage: injecting(CONTACTS, { kind: 'status', status: 404 }),
    ...{ line: CONTACTS_LINE, exitCode: 6, found: /404/, remedy: /leave out --api summary/ },
  },
  {
    what: 'a campaign that is not there',
    env: { ...KNOWN, GENESYS_CAMPAIGN_ID: 'nobody' },
    options: ['--for', 'pace'],
    ...{ line: 'reading a campaign', exitCode: 2, found: /no campaign with the id nobody/, remedy: /by its id/ },
  },
  {
    what: 'a client that may not read conversations',
    stage: injecting(CONVERSATIONS, { kind: 'status', status: 403 }),
    line: 'reading conversations by queue and media type',
    ...{ exitCode: 3, found: /403/, remedy: /role of the OAuth client/ },
  },
  {
    what: 'too many requests',
    stage: injecting(CONTACTS, { kind: 'status', status: 429 }),
    ...{ line: CONTACTS_LINE, exitCode: 4, found: /429/, remedy: /same OAuth client/ },
  },
  {
    what: 'a service that is unwell',
    stage: injecting(CONTACTS, { kind: 'status', status: 503 }),
    ...{ line: CONTACTS_LINE, exitCode: 4, found: /503/, remedy: /status page/ },
  },
  {
    what: 'half a document',
    stage: injecting(CONTACTS, { kind: 'invalid-json' }),
    ...{ line: CONTACTS_LINE, exitCode: 4, found: /not valid JSON/, remedy: /proxy or gateway/ },
  },
  {
    what: 'an answer of another shape',
    stage: injecting(CONTACTS, { kind: 'wrong-shape', body: { entities: [{ intervalStart: 7 }] } }),
    ...{ line: CONTACTS_LINE, exitCode: 6, found: /entities\.0\.intervalStart/, remedy: /gateway in between/ },
  },
];

test.each(TROUBLES)('$what is a line with its remedy', async ({ line, exitCode, found, remedy, what: _, ...scene }) => {
  const { ran, lines } = await diagnosed({ options: FOR_FETCH, ...scene });
  expect(lines.find(({ name, status }) => name === line && status === 'failed')).toMatchObject({
    exitCode,
    found: expect.stringMatching(found),
    remedy: expect.stringMatching(remedy),
  });
  expect(ran.exitCode).toBe(exitCode);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).not.toMatch(/client-secret|stale-token|-of-client-id/);
});
