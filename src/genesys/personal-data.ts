/** What stands in a recording where a person, an address, a message or a secret stood. */
const REMOVED = '[removed]';

/** Keys whose text is about a person or lets somebody in, wherever they stand. Compared without case and underscores. */
const SENSITIVE_KEYS = new Set(
  `ani dnis sessionDnis callerId callerName callerAddress address addresses addressFrom addressTo addressOther addressSelf
  addressRaw addressNormalized addressDisplayable destinationAddress destinationAddresses remote remoteNameDisplayable
  email emails emailAddress emailAddresses from to cc bcc replyTo chat phone phoneNumber phoneNumbers primaryContactInfo
  callNumber callbackNumber callbackNumbers callbackUserName userName firstName middleName lastName fullName displayName
  preferredName participantName agentName customerName contactName nickname birthDate
  callingPartyName callingPartyNumber
  subject description text textBody htmlBody transcript snippet comments notes note attributes images avatar
  accessToken refreshToken token password secret clientSecret authorization apiKey signature`
    .toLowerCase()
    .split(/\s+/),
);

/** Keys that only people have, so that a `name` beside them is a person's. */
const PERSON_MARKS = [
  'email',
  'username',
  'primaryContactInfo',
  'participantName',
  'user',
  'routingStatus',
  'presence',
];

/** Keys under which a person stands. */
const PERSON_KEYS = new Set(
  'user users agent agents member members manager participant participants evaluator assignee owner createdBy modifiedBy'
    .toLowerCase()
    .split(' '),
);

const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const SIP_OR_TEL = /\b(sips?|tel):[^\s"<>]+/gi;
const INTERNATIONAL_NUMBER = /\+\d[\d\s().-]{5,}\d/g;
/** As people in North America write a number; short enough to be found inside a text without hitting an id. */
const LOCAL_NUMBER = /\(?\b\d{3}\)?[\s.-]\d{3}[.-]\d{4}\b/g;
/** A whole text of 7 to 15 digits as people write telephone numbers (E.164 has at most 15), unless it is a date. */
const DIALLED_NUMBER = /^(?!\d{4}-\d{2}-\d{2}$)(?=(?:\D*\d){7,15}\D*$)(?:(?:\(?\d+\)?[\s.-])+\d+|\d{10,})$/;
const SIGNED_URL = /^(https?:\/\/[^?\s]+)\?\S*(signature|sig|(?<!page)token|credential)=\S*$/i;

/**
 * A copy of what was sent or received at `path` without names and addresses of people, message texts and secrets. Ids and
 * the names of queues, skills and campaigns stay. The same input always gives the same output.
 */
export function withoutPersonalData(value: unknown, path: string): unknown {
  const listsPeople = /^\/api\/v2\/(users(\/search|\/query|\/[^/]+)?|routing\/queues\/[^/]+\/members)$/.test(path);
  return scrubbed(value, listsPeople);
}

function scrubbed(value: unknown, isPerson: boolean): unknown {
  if (typeof value === 'string') return scrubbedText(value);
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, isPerson));
  if (typeof value !== 'object' || value === null) return value;
  const named = isPerson || PERSON_MARKS.some((mark) => mark in value);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const plainKey = key.toLowerCase().replaceAll('_', '');
      if (SENSITIVE_KEYS.has(plainKey)) return [key, emptied(part)];
      if (plainKey === 'name' && named && typeof part === 'string') return [key, pseudonym(value)];
      return [key, scrubbed(part, PERSON_KEYS.has(plainKey) || (isPerson && plainKey === 'entities'))];
    }),
  );
}

/** A name that stays the same for a person and says nothing. */
function pseudonym(person: object): string {
  const id = 'id' in person ? person.id : undefined;
  return typeof id === 'string' ? `Person ${id.slice(0, 8)}` : REMOVED;
}

function emptied(value: unknown): unknown {
  if (typeof value === 'string') return REMOVED;
  if (Array.isArray(value)) return value.map(emptied);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, emptied(part)]));
}

function scrubbedText(text: string): string {
  if (DIALLED_NUMBER.test(text)) return REMOVED;
  return text
    .replace(SIGNED_URL, `$1?${REMOVED}`)
    .replace(SIP_OR_TEL, REMOVED)
    .replace(EMAIL, REMOVED)
    .replace(INTERNATIONAL_NUMBER, REMOVED)
    .replace(LOCAL_NUMBER, REMOVED);
}
