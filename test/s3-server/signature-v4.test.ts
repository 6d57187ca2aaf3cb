import { describe, expect, test } from 'vitest';
import { type KeyPair, refusalOf, type SignedRequest } from './signature-v4.ts';

/**
 * The examples of the Amazon S3 API Reference: "Signature Calculations for the Authorization Header" (GET Object, PUT Object)
 * and "Authenticating Requests: Using Query Parameters", for the keys and the moment given there.
 */
const KEYS: KeyPair = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const NOON = Date.UTC(2013, 4, 24);
const SCOPE = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const getObject: SignedRequest = {
  method: 'GET',
  url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${SCOPE},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
  },
};

const putObject: SignedRequest = {
  method: 'PUT',
  url: new URL('https://examplebucket.s3.amazonaws.com/test%24file.text'),
  headers: {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    authorization: `AWS4-HMAC-SHA256 Credential=${SCOPE},SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd`,
  },
};

const link: SignedRequest = {
  method: 'GET',
  url: new URL(
    `https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(SCOPE)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
  ),
  headers: { host: 'examplebucket.s3.amazonaws.com' },
};

const withUrl = (request: SignedRequest, change: (url: URL) => void): SignedRequest => {
  const url = new URL(request.url);
  change(url);
  return { ...request, url };
};

describe('a signature', () => {
  test.each([
    ['GET Object', getObject],
    ['PUT Object', putObject],
    ['a link', link],
  ])('of the published example is accepted: %s', (_, request) => {
    expect(refusalOf(request, KEYS, NOON)).toBeUndefined();
  });

  test.each([
    ['another object', withUrl(link, (url) => (url.pathname = '/other.txt'))],
    ['a longer life', withUrl(link, (url) => url.searchParams.set('X-Amz-Expires', '86401'))],
    ['another word in the query', withUrl(link, (url) => url.searchParams.set('versionId', '1'))],
    ['another method', { ...link, method: 'DELETE' }],
    ['another range', { ...getObject, headers: { ...getObject.headers, range: 'bytes=0-99' } }],
    ['another content', { ...putObject, headers: { ...putObject.headers, 'x-amz-content-sha256': EMPTY } }],
  ])('does not hold for %s', (_, request) => {
    expect(refusalOf(request, KEYS, NOON)).toBe('SignatureDoesNotMatch');
  });

  test('of another secret is refused', () => {
    expect(refusalOf(link, { ...KEYS, secretAccessKey: 'another' }, NOON)).toBe('SignatureDoesNotMatch');
  });

  test('of another key is refused', () => {
    expect(refusalOf(link, { ...KEYS, accessKeyId: 'another' }, NOON)).toBe('InvalidAccessKeyId');
  });

  test('in a link holds to its last second, and no longer', () => {
    expect(refusalOf(link, KEYS, NOON + 86_400_000)).toBeUndefined();
    expect(refusalOf(link, KEYS, NOON + 86_401_000)).toBe('AccessDenied');
  });

  test('in a header holds for a quarter of an hour', () => {
    expect(refusalOf(getObject, KEYS, NOON + 15 * 60_000)).toBeUndefined();
    expect(refusalOf(getObject, KEYS, NOON + 15 * 60_000 + 1)).toBe('RequestTimeTooSkewed');
  });

  test('that is missing is refused', () => {
    expect(refusalOf({ ...getObject, headers: { host: 'examplebucket.s3.amazonaws.com' } }, KEYS, NOON)).toBe(
      'AccessDenied',
    );
  });
});
