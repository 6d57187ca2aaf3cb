import type { Random } from '../genesys-server/random.ts';

/**
 * Ways to break a true answer that somebody must notice: each breaks JSON, a type or a value that the published contract fixes, or an
 * invariant (nothing is told twice, nothing lies outside the question, no part exceeds its whole, no listing is shorter than it says).
 * A change to another value that could be true is none of them: no reader can tell. Nor is the absence of what the contract lets a
 * service leave out, since that says that nothing happened, nor more answered than offered in an interval, since contacts are answered
 * in a later interval than they are offered in.
 */
interface Breakage {
  readonly name: string;
  /** The broken text; undefined when there is nothing of this kind in the answer. */
  readonly apply: (text: string, random: Random) => string | undefined;
}

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)];

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const flipped = (text: string, random: Random): string | undefined => {
  for (let tries = 0; tries < 50; tries++) {
    const bytes = Buffer.from(text);
    bytes[Math.floor(random() * bytes.length)] ^= 1 << Math.floor(random() * 8);
    const broken = bytes.toString('utf8');
    if (!isJson(broken)) return broken;
  }
  return undefined;
};

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const ofText: readonly Breakage[] = [
  { name: 'cut off', apply: (text, random) => text.slice(0, Math.floor(random() * text.length)) },
  { name: 'a flipped bit', apply: flipped },
  { name: 'another document', apply: (_, random) => pick(['null', '7', '"ok"', '[]', 'true', '', ' ', 'NaN'], random) },
  { name: 'deep nesting', apply: (_, random) => nested(pick([10, 1_000, 100_000], random)) },
  { name: 'two documents', apply: (text) => `${text}${text}` },
];

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Breaks one of the objects that `find` finds in an answer, which is changed in place; false when it could not. */
const within = (
  name: string,
  find: (body: Json) => readonly Json[],
  harm: (found: Json, random: Random, body: Json) => unknown,
): Breakage => ({
  name,
  apply(text, random) {
    const body: unknown = JSON.parse(text);
    if (!isObject(body)) return undefined;
    const found = find(body);
    if (found.length === 0 || harm(pick(found, random), random, body) === false) return undefined;
    return JSON.stringify(body).replaceAll('"1e999"', '1e999').replaceAll('"-1e999"', '-1e999');
  },
});

const has =
  (...keys: readonly string[]) =>
  (one: Json): boolean =>
    keys.every((key) => key in one);

const NO_LIST = [7, 'x', true, {}];
const NO_OBJECT = [7, 'x', false, []];
const NO_TEXT = [7, true, {}, []];
const NO_COUNT = [-1, 0.5, 1e300, 2 ** 60, '7', true, {}, [], '1e999', '-1e999'];
const NO_SUM = [-1, 1e300, '7', false, {}, '1e999'];
const NO_INSTANT = [7, '', 'yesterday', '2026-13-01T00:00:00Z', '2026-01-05', {}, true];

const becomes =
  (key: string, values: readonly unknown[]) =>
  (found: Json, random: Random): void => {
    found[key] = pick(values, random);
  };
const loses = (key: string) => (found: Json) => delete found[key];

const groups = (body: Json): Json[] =>
  objectsIn(body['results']).filter(({ data }) => objectsIn(data).some(has('interval')));
const intervals = (body: Json): Json[] => groups(body).flatMap(({ data }) => objectsIn(data));
/** Those that are asked for. A service level may be told without numbers. */
const metrics = (body: Json): Json[] =>
  intervals(body).flatMap((one) => objectsIn(one['metrics']).filter(({ metric }) => /^[nt]/.test(String(metric))));
const statsWith =
  (key: string) =>
  (body: Json): Json[] =>
    metrics(body).flatMap(({ stats }) => (isObject(stats) && key in stats ? [stats] : []));
const serviceLevels = (body: Json): Json[] =>
  intervals(body).flatMap((one) =>
    objectsIn(one['metrics']).flatMap(({ stats }) =>
      isObject(stats) && has('numerator', 'denominator')(stats) ? [stats] : [],
    ),
  );

const moved = (interval: unknown, ms: number): string =>
  String(interval)
    .split('/')
    .map((instant) => new Date(Date.parse(instant) + ms).toISOString())
    .join('/');

const MINUTE_MS = 60_000;
const YEAR_MS = 366 * 86_400_000;

const ofAggregates: readonly Breakage[] = [
  within('results that are no list', (body) => (groups(body).length > 0 ? [body] : []), becomes('results', NO_LIST)),
  within('a group that is none', groups, becomes('group', NO_OBJECT)),
  within('data that are no list', groups, becomes('data', NO_LIST)),
  within('a dimension that is no text', groups, ({ group }, random) => {
    if (!isObject(group) || Object.keys(group).length === 0) return false;
    group[pick(Object.keys(group), random)] = pick(NO_TEXT, random);
    return true;
  }),
  within(
    'an interval that is none',
    intervals,
    becomes('interval', [...NO_INSTANT, '2026-01-05T00:00:00Z', '/', null]),
  ),
  within('no interval', intervals, loses('interval')),
  within('an interval off the grid', intervals, (one, random) => {
    one['interval'] = moved(one['interval'], pick([-7, 7, 1], random) * MINUTE_MS);
  }),
  within('an interval that was not asked for', intervals, (one, random) => {
    one['interval'] = moved(one['interval'], pick([-YEAR_MS, YEAR_MS], random));
  }),
  within('an interval that ends before it starts', intervals, (one) => {
    one['interval'] = String(one['interval']).split('/').reverse().join('/');
  }),
  within('an interval that comes twice', groups, ({ data }) => {
    const [first] = objectsIn(data);
    if (Array.isArray(data)) data.push(structuredClone(first));
  }),
  within('a group that comes twice', groups, (group, _, { results }) => {
    if (Array.isArray(results)) results.push(structuredClone(group));
  }),
  within('a metric that comes twice', intervals, ({ metrics: told }) => {
    const [first] = objectsIn(told);
    if (first === undefined || !Array.isArray(told)) return false;
    told.push(structuredClone(first));
    return true;
  }),
  within('metrics that are no list', intervals, becomes('metrics', NO_LIST)),
  within('a metric without a name', metrics, loses('metric')),
  within('a metric whose name is no text', metrics, becomes('metric', NO_TEXT)),
  within('stats that are none', metrics, becomes('stats', NO_OBJECT)),
  within('a count that is none', statsWith('count'), becomes('count', NO_COUNT)),
  within('a sum that is none', statsWith('sum'), becomes('sum', NO_SUM)),
  within('a timer without its sum', statsWith('sum'), loses('sum')),
  within('a service level above its whole', serviceLevels, (stats) => {
    stats['numerator'] = Number(stats['denominator']) + 1;
  }),
];

const listings = (body: Json): Json[] => (has('entities', 'pageNumber')(body) ? [body] : []);
const entities = (body: Json): Json[] => listings(body).flatMap((listing) => objectsIn(listing['entities']));

const ofListings: readonly Breakage[] = [
  within('entities that are no list', listings, becomes('entities', NO_LIST)),
  within('no entities', (body) => listings(body).filter(({ total }) => total !== 0), loses('entities')),
  within('an entity that is none', listings, ({ entities: list }, random) => {
    if (!Array.isArray(list) || list.length === 0) return false;
    list[Math.floor(random() * list.length)] = pick([7, 'x', null, []], random);
    return true;
  }),
  within('an id that is none', entities, becomes('id', [...NO_TEXT, null])),
  within('no id', entities, loses('id')),
  within(
    'a name that is none',
    (body) => entities(body).filter(has('name', 'selfUri')),
    becomes('name', [...NO_TEXT, null]),
  ),
  within('another page', listings, becomes('pageNumber', [0, 2, 7, -1, 1.5, 'x'])),
  within('more pages than come', (body) => listings(body).filter(has('pageCount')), becomes('pageCount', [3, 7, 1e9])),
  within(
    'a larger total',
    (body) => listings(body).filter(has('total')),
    (listing) => {
      listing['total'] = Number(listing['total']) + 1;
    },
  ),
];

const conversations = (body: Json): Json[] => objectsIn(body['conversations']);
const sessions = (body: Json): Json[] =>
  conversations(body).flatMap((one) => objectsIn(one['participants']).flatMap((each) => objectsIn(each['sessions'])));
const emitted = (body: Json): Json[] =>
  sessions(body).flatMap((one) => objectsIn(one['metrics']).filter(({ name }) => /^t[A-Z]/.test(String(name))));
const segments = (body: Json): Json[] => sessions(body).flatMap((one) => objectsIn(one['segments']));

const hourBefore = (instant: unknown): string => new Date(Date.parse(String(instant)) - 3_600_000).toISOString();

const ofConversations: readonly Breakage[] = [
  within(
    'conversations that are no list',
    (body) => (conversations(body).length > 0 ? [body] : []),
    becomes('conversations', NO_LIST),
  ),
  within('a conversation without an id', conversations, loses('conversationId')),
  within('a conversation with an id that is none', conversations, becomes('conversationId', NO_TEXT)),
  within('a start that is none', conversations, becomes('conversationStart', NO_INSTANT)),
  within('participants that are no list', conversations, becomes('participants', NO_LIST)),
  within(
    'sessions that are no list',
    (body) => conversations(body).flatMap((one) => objectsIn(one['participants'])),
    becomes('sessions', NO_LIST),
  ),
  within('a time that is none', emitted, becomes('value', [-1, '7', true, {}, '1e999'])),
  within('a metric without a name', emitted, loses('name')),
  within('a segment whose start is none', segments, becomes('segmentStart', NO_INSTANT)),
  within(
    'a segment that ends before it starts',
    (body) => segments(body).filter(has('segmentEnd')),
    (one) => {
      one['segmentEnd'] = hourBefore(one['segmentStart']);
    },
  ),
  within(
    'a conversation that ends before it starts',
    (body) => conversations(body).filter(has('conversationEnd')),
    (one) => {
      one['conversationEnd'] = hourBefore(one['conversationStart']);
    },
  ),
];

const withKey =
  (key: string) =>
  (body: Json): Json[] =>
    key in body ? [body] : [];

const organisations = (body: Json): Json[] => (Object.keys(body).sort().join() === 'id,name' ? [body] : []);

const ofSingle: readonly Breakage[] = [
  within('a token that is none', withKey('access_token'), becomes('access_token', [...NO_TEXT, '', null])),
  within('no token', withKey('access_token'), loses('access_token')),
  within('a life that is none', withKey('expires_in'), becomes('expires_in', [-1, 0, '7', null, '1e999'])),
  within('an organisation without an id', organisations, loses('id')),
  within('a campaign of no kind', withKey('dialingMode'), becomes('dialingMode', [...NO_TEXT, null])),
  within('an abandon rate that is none', withKey('dialingMode'), becomes('abandonRate', [-1, 101, '3', {}, '1e999'])),
  within('calls per agent that are none', withKey('dialingMode'), becomes('maxCallsPerAgent', [-1, '2', {}, '1e999'])),
  within('callable times that are no list', withKey('callableTimes'), becomes('callableTimes', NO_LIST)),
];

const BREAKAGES = [...ofText, ...ofAggregates, ...ofListings, ...ofConversations, ...ofSingle];

/** The ways in which an answer can be broken. */
export const breakagesOf = (text: string, random: Random): readonly Breakage[] =>
  BREAKAGES.filter(({ apply }) => apply(text, random) !== undefined);
