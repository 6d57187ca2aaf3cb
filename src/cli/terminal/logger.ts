import { printableLines } from './printable.ts';

type Write = (details: object, message: string) => void;

/** What a part of the program needs for its log: what happened, with details by name. */
export interface Logger {
  readonly error: Write;
  readonly warn: Write;
  readonly info: Write;
  readonly debug: Write;
  readonly trace: Write;
}

interface LoggerLook {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  readonly format: 'pretty' | 'json';
  readonly color: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const SECRET_KEYS = [
  'authorization',
  'Authorization',
  'proxy-authorization',
  'Proxy-Authorization',
  'cookie',
  'set-cookie',
  'token',
  'accessToken',
  'access_token',
  'refresh_token',
  'secret',
  'clientSecret',
  'client_secret',
  'password',
];

// An HTTP client's error holds its headers this deep: error, config or request, headers, name.
const DEEPEST = 4;

const redactedPaths = SECRET_KEYS.flatMap((key) =>
  Array.from({ length: DEEPEST }, (_, depth) => (depth === 0 ? `["${key}"]` : `${'*.'.repeat(depth - 1)}*["${key}"]`)),
);

/**
 * A log that writes to `write`, which is stderr: one JSON object a line, or lines for people. Values under the names of secrets
 * are hidden. Loads its packages only now, so that a command without a log never does.
 */
export async function createLogger(write: (text: string) => void, look: LoggerLook): Promise<Logger> {
  const { default: pino } = await import('pino');
  const print = look.format === 'json' ? write : await prettyPrinter(write, look.color);
  const log = pino(
    {
      level: look.level,
      base: null,
      timestamp: () => `,"time":"${new Date(look.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: '[hidden]' },
    },
    { write: print },
  );
  const at =
    (level: keyof Logger): Write =>
    (details, message) =>
      log[level](details, message);
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug'), trace: at('trace') };
}

async function prettyPrinter(write: (text: string) => void, colorize: boolean): Promise<(line: string) => void> {
  // A bundled CommonJS package has nothing but its default export.
  const { default: pinoPretty } = await import('pino-pretty');
  const pretty = pinoPretty.prettyFactory({ colorize, ignore: 'time', singleLine: true });
  // A log quotes texts of the service, which must not steer the terminal.
  const clean = (_: string, value: unknown): unknown => (typeof value === 'string' ? printableLines(value) : value);
  return (line) => write(pretty(JSON.parse(line, clean)));
}
