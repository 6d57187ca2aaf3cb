import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { journalsIn } from '../../src/store/journal-file.ts';
import { appendToJournal, type JournalLine, readJournal } from '../../src/store/lever-journal.ts';
import { temporaryFolder } from '../support/test-world.ts';

const WRITING: JournalLine = {
  event: 'writing',
  at: '2026-01-05T10:00:00Z',
  organisation: 'host/org',
  campaign: { id: 'c', name: 'Spring' },
  purpose: 'apply',
  before: { maxCallsPerAgent: 2 },
  after: { maxCallsPerAgent: 1.9 },
};
const WRITTEN: JournalLine = { event: 'written', at: '2026-01-05T10:00:01Z', readBack: { maxCallsPerAgent: 1.9 } };

describe('a journal', () => {
  test('keeps its lines in order, in folders that it makes, readable by its user only', () => {
    const path = join(temporaryFolder(), 'a/b/one.jsonl');
    appendToJournal(path, WRITING);
    appendToJournal(path, WRITTEN);
    expect(readJournal(path)).toEqual([WRITING, WRITTEN]);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('is read without a last line that a crash cut short', () => {
    const path = join(temporaryFolder(), 'one.jsonl');
    appendToJournal(path, WRITING);
    appendFileSync(path, JSON.stringify(WRITTEN).slice(0, 20));
    expect(readJournal(path)).toEqual([WRITING]);
    appendToJournal(path, WRITTEN);
    expect(readJournal(path)).toEqual([WRITING, WRITTEN]);
  });

  test.each([
    ['', 'has no whole line'],
    ['{"event"', 'has no whole line'],
    ['{"event":"other"}\n', 'line 1 is damaged'],
    [`${JSON.stringify(WRITING)}\nnonsense\n`, 'line 2 is damaged'],
  ])('%j is none', (content, why) => {
    const path = join(temporaryFolder(), 'one.jsonl');
    writeFileSync(path, content);
    expect(() => readJournal(path)).toThrow(why);
  });

  test('is listed by name among those of its kind; a folder that is not there has none', () => {
    const folder = temporaryFolder();
    for (const name of ['pace-b.jsonl', 'route-x.jsonl', 'pace-a.jsonl']) appendToJournal(join(folder, name), WRITING);
    writeFileSync(join(folder, 'pace-c.lock'), '');
    expect(journalsIn(folder, 'pace-')).toEqual([join(folder, 'pace-a.jsonl'), join(folder, 'pace-b.jsonl')]);
    expect(journalsIn(join(folder, 'none'), 'pace-')).toEqual([]);
  });
});
