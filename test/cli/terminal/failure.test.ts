import { describe, expect, it } from 'vitest';
import { wordFailure } from '../../../src/cli/terminal/failure.ts';
import { Failure, usageFailure } from '../../../src/errors.ts';
import { colored, plain } from './plain.ts';

const look = { json: false, verbose: false, version: '1.2.3', colors: plain };
const full = new Failure('queue \u001B[31mSales\u001B[0m\nis gone', {
  code: 'GCF-QUEUE',
  exitCode: 6,
  hint: 'look at it\nor at another',
  correlationId: 'abc-123',
  cause: new Error('low down'),
});

describe('a failure for the user', () => {
  it('is a line that says what happened and one that says what to do next', () => {
    expect(wordFailure(usageFailure('no such queue', 'see gcforecast --help'), look)).toEqual({
      text: 'error: no such queue\nhint: see gcforecast --help\n',
      exitCode: 2,
    });
  });

  it('without a hint is one line', () => {
    expect(wordFailure(usageFailure('no such queue'), look).text).toBe('error: no such queue\n');
  });

  it('names the identifier that the service knows it by, and indents further hints', () => {
    expect(wordFailure(full, look)).toEqual({
      text: 'error: queue Sales is gone (correlation id abc-123)\nhint: look at it\n      or at another\n',
      exitCode: 6,
    });
  });

  it('tells its cause to a verbose run only', () => {
    expect(wordFailure(full, look).text).not.toContain('low down');
    expect(wordFailure(full, { ...look, verbose: true }).text).toMatch(/\nError: low down\n {4}at .*failure\.test\.ts/);
  });

  it('is coloured where colours are', () => {
    const { text } = wordFailure(usageFailure('a', 'b'), { ...look, colors: colored });
    expect(text).toBe('\u001B[31merror:\u001B[39m a\n\u001B[36mhint:\u001B[39m b\n');
  });
});

describe('a failure for a program', () => {
  const asJson = { ...look, json: true };

  it('is one line of JSON with the same words, in the shape of the contract', () => {
    const { text } = wordFailure(full, asJson);
    expect(text).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(text)).toEqual({
      error: {
        code: 'GCF-QUEUE',
        message: 'queue Sales is gone',
        hint: 'look at it\nor at another',
        exitCode: 6,
        correlationId: 'abc-123',
      },
    });
  });

  it('has all keys also when there is nothing to say', () => {
    expect(JSON.parse(wordFailure(usageFailure('no'), asJson).text)).toEqual({
      error: { code: 'GCF-USAGE', message: 'no', hint: null, exitCode: 2, correlationId: null },
    });
  });

  it('is never coloured', () => {
    expect(wordFailure(full, { ...asJson, colors: colored }).text).toBe(wordFailure(full, asJson).text);
  });

  it('carries the stack of a verbose run', () => {
    const { error } = JSON.parse(wordFailure(new TypeError('x'), { ...asJson, verbose: true }).text);
    expect(error.stack).toContain('failure.test.ts');
  });
});

describe('a defect', () => {
  it('is called one, with the version and the way to the stack, and exits with 1', () => {
    expect(wordFailure(new TypeError('x is undefined'), look)).toEqual({
      text:
        'error: a defect of gcforecast: x is undefined\n' +
        'hint: please report it with the version, 1.2.3; run again with --verbose to see where it happened\n',
      exitCode: 1,
    });
  });

  it('shows its stack to a verbose run', () => {
    const { text } = wordFailure(new TypeError('x'), { ...look, verbose: true });
    expect(text).toMatch(/\nTypeError: x\n {4}at .*failure\.test\.ts/);
  });

  it.each([
    ['an error without a message', new RangeError(), 'RangeError'],
    ['a string', 'thrown', "'thrown'"],
    ['nothing', undefined, 'undefined'],
    ['an object without a prototype', Object.create(null), '[Object: null prototype] {}'],
  ])('may be %s', (_, thrown, said) => {
    const { text, exitCode } = wordFailure(thrown, look);
    expect(text).toContain(`error: a defect of gcforecast: ${said}\n`);
    expect(exitCode).toBe(1);
  });
});
