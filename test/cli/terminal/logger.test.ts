import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from '../../../src/cli/terminal/logger.ts';

type Look = Parameters<typeof createLogger>[1];

async function logged(look: Partial<Look>, work: (log: Logger) => void): Promise<string> {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  work(await createLogger(write, { level: 'info', format: 'json', color: false, now: () => 0, ...look }));
  return text;
}

describe('a log in JSON', () => {
  it('is one object a line with level, time, details and message, without process and host', async () => {
    const text = await logged({ now: () => Date.UTC(2024, 1, 29) }, (log) => log.warn({ queues: 3 }, 'slow'));
    expect(text).toBe('{"level":"warn","time":"2024-02-29T00:00:00.000Z","queues":3,"msg":"slow"}\n');
  });

  it.each([
    ['silent', ''],
    ['error', 'error'],
    ['warn', 'error warn'],
    ['info', 'error warn info'],
    ['debug', 'error warn info debug'],
    ['trace', 'error warn info debug trace'],
  ] as const)('of level %s has %s', async (level, expected) => {
    const text = await logged({ level }, (log) => {
      for (const each of ['error', 'warn', 'info', 'debug', 'trace'] as const) log[each]({}, 'x');
    });
    const levels = text.split('\n').filter((line) => line !== '');
    expect(levels.map((line) => JSON.parse(line).level).join(' ')).toBe(expected);
  });
});

describe('a log of either format', () => {
  const key = fc.constantFrom(
    'authorization',
    'Authorization',
    'token',
    'accessToken',
    'access_token',
    'clientSecret',
    'client_secret',
    'password',
    'set-cookie',
  );
  const around = fc.array(fc.constantFrom('headers', 'config', 'request', 'err'), { maxLength: 3 });

  it.each(['json', 'pretty'] as const)(
    'hides what stands under the name of a secret, to four levels (%s)',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(key, around, async (name, path) => {
          const inner: object = { [name]: 'Bearer my-secret' };
          const details = path.reduce((content, outer) => ({ [outer]: content }), inner);
          const text = await logged({ format }, (log) => log.info(details, 'x'));
          expect(text).toContain('[hidden]');
          expect(text).not.toContain('my-secret');
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each(['json', 'pretty'] as const)('hides the headers of a failed request (%s)', async (format) => {
    const failed = Object.assign(new Error('401'), { config: { headers: { Authorization: 'Bearer my-secret' } } });
    const text = await logged({ format }, (log) => log.error({ err: failed }, 'refused'));
    expect(text).toContain('[hidden]');
    expect(text).not.toContain('my-secret');
  });
});

describe('a log for people', () => {
  it('is a short line with the level in words', async () => {
    const text = await logged({ format: 'pretty' }, (log) => log.warn({ queues: 3 }, 'slow'));
    expect(text).toBe('WARN: slow {"queues":3}\n');
  });

  it('is coloured where colours are', async () => {
    const text = await logged({ format: 'pretty', color: true }, (log) => log.warn({}, 'slow'));
    expect(text).toContain('\u001B[33mWARN\u001B[39m');
  });

  it('does not let a text of the service steer the terminal, and keeps lines of a stack', async () => {
    const error = new Error('bad\u001B[2Jname');
    const text = await logged({ format: 'pretty' }, (log) => log.error({ err: error }, 'a\u0007b'));
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(text).toMatch(/Error: badname\n\s+at /);
  });
});
