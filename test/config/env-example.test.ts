import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { settingEntries } from '../../src/config/settings.ts';

const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

describe('.env.example', () => {
  it('offers the official variable of every setting, without a value, and no other', () => {
    const official = settingEntries.flatMap(([, { variables }]) => variables.slice(0, 1));
    expect(Object.entries(parse(text)).sort()).toEqual(official.map((variable) => [variable, '']).sort());
  });

  it('names every alias, and every flag of a setting with a variable', () => {
    for (const [, { flag, variables }] of settingEntries.filter(([, each]) => each.variables.length > 0)) {
      for (const word of [...variables, ...(flag === undefined ? [] : [flag])]) expect(text).toContain(word);
    }
  });

  it('is right about what happens to a value with a # in it', () => {
    expect(parse('A=abc#def\nB="abc#def"\nC=abc #def')).toEqual({ A: 'abc', B: 'abc#def', C: 'abc' });
  });
});
