import type { AxiosProxyConfig } from 'axios';
import { usageFailure } from '../errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` (either case, lower case first) name for a URL,
 * or false for a direct connection. axios can read these variables itself, but then sends a user name and password as
 * they stand in the URL, still percent-encoded; here they are decoded. Throws a usage Failure for a proxy that is no URL.
 */
export function proxyFor(url: URL, environment: Environment): AxiosProxyConfig | false {
  const named = proxyUrlFor(url, environment);
  if (named === undefined) return false;
  const proxy = new URL(named);
  const protocol = proxy.protocol.slice(0, -1);
  return {
    protocol,
    host: proxy.hostname,
    port: Number(proxy.port || (protocol === 'https' ? 443 : 80)),
    ...(proxy.username === ''
      ? {}
      : { auth: { username: decoded(proxy.username), password: decoded(proxy.password) } }),
  };
}

/** The same proxy as a URL, user name and password in it still encoded; undefined for a direct connection. */
export function proxyUrlFor(url: URL, environment: Environment): string | undefined {
  const scheme = url.protocol.slice(0, -1);
  const text = variable(environment, `${scheme}_proxy`) ?? variable(environment, 'all_proxy');
  if (text === undefined || isExempt(url, variable(environment, 'no_proxy') ?? '')) return undefined;
  return proxyUrl(text, scheme).href;
}

/** The text may hold a password, so no message repeats it. */
function proxyUrl(text: string, scheme: string): URL {
  const url = text.includes('://') ? text : `http://${text}`;
  if (URL.canParse(url)) return new URL(url);
  throw usageFailure(
    `the proxy for ${scheme} is not a URL`,
    'Set HTTPS_PROXY like http://user:password@proxy.example:3128, with @ in a password written as %40.',
  );
}

/** A percent sign that encodes nothing stands for itself. */
const decoded = (text: string): string => decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));

function variable(environment: Environment, name: string): string | undefined {
  return environment[name] || environment[name.toUpperCase()] || undefined;
}

/** An entry of `NO_PROXY` exempts a host and everything below it: `example.com`, `.example.com`, `*.example.com`, `host:8080`, `*`. */
function isExempt(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (entryPort !== undefined && entryPort !== port) return false;
      const domain = name.replace(/^\*?\./, '');
      return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
    });
}
