import { usageFailure } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';

/** Where an organisation lives: base URLs without a slash at the end. */
export interface Hosts {
  readonly apiUrl: string;
  readonly loginUrl: string;
}

const DOMAINS: Readonly<Record<string, string>> = {
  'us-east-1': 'mypurecloud.com',
  'us-east-2': 'use2.us-gov-pure.cloud',
  'us-west-2': 'usw2.pure.cloud',
  'ca-central-1': 'cac1.pure.cloud',
  'mx-central-1': 'mxc1.pure.cloud',
  'sa-east-1': 'sae1.pure.cloud',
  'eu-west-1': 'mypurecloud.ie',
  'eu-west-2': 'euw2.pure.cloud',
  'eu-central-1': 'mypurecloud.de',
  'eu-central-2': 'euc2.pure.cloud',
  'eusc-de-east-1': 'edee1.eusc-pure.cloud',
  'ap-south-1': 'aps1.pure.cloud',
  'ap-southeast-1': 'apse1.pure.cloud',
  'ap-southeast-2': 'mypurecloud.com.au',
  'ap-northeast-1': 'mypurecloud.jp',
  'ap-northeast-2': 'apne2.pure.cloud',
  'ap-northeast-3': 'apne3.pure.cloud',
  'me-central-1': 'mec1.pure.cloud',
};

/**
 * The hosts of a region, given as AWS region name (hyphens or underscores) or as domain: anything with a dot. An explicit
 * URL overrides its host. Throws a usage Failure when a host remains unknown.
 */
export function hostsOf(region: string | undefined, overrides: Partial<Hosts> = {}): Hosts {
  const { apiUrl, loginUrl } = overrides;
  return {
    apiUrl: apiUrl === undefined ? `https://api.${domainOf(region)}` : baseUrl(apiUrl, '--api-url'),
    loginUrl: loginUrl === undefined ? `https://login.${domainOf(region)}` : baseUrl(loginUrl, '--login-url'),
  };
}

function domainOf(region: string | undefined): string {
  if (region === undefined || region.trim() === '') {
    throw usageFailure(
      'no region is set',
      'Set GENESYSCLOUD_REGION or --region to your region, for example eu-west-1 or mypurecloud.ie.',
    );
  }
  const name = region.trim().toLowerCase();
  if (name.includes('.')) return bareDomain(name);
  const domain = DOMAINS[name.replaceAll('_', '-')];
  if (domain !== undefined) return domain;
  const nearest = nearestName(name.replaceAll('_', '-'), Object.keys(DOMAINS));
  throw usageFailure(
    `unknown region: ${region}`,
    nearest === undefined
      ? `Known regions: ${Object.keys(DOMAINS).join(', ')}; or give the domain, for example mypurecloud.ie.`
      : `Did you mean ${nearest}? A domain such as ${DOMAINS[nearest]} works too.`,
  );
}

/** People copy the domain from their browser or from API documentation. */
function bareDomain(name: string): string {
  const domain = name
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^(api|apps|login)\./, '');
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return domain;
  throw usageFailure(
    `not a domain: ${name}`,
    'Give a region name such as eu-west-1 or a domain such as mypurecloud.ie.',
  );
}

function baseUrl(text: string, flag: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    throw usageFailure(`${flag} is not a plain http(s) URL`, `Give it like ${flag} https://api.mypurecloud.ie.`);
  }
  return url.href.replace(/\/+$/, '');
}
