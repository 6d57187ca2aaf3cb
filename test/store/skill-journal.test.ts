import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendToSkillJournal, readSkillJournal, type SkillJournalLine } from '../../src/store/skill-journal.ts';
import { temporaryFolder } from '../support/test-world.ts';

const BILLING = { id: 's', name: 'Billing' };
const WRITING: SkillJournalLine = {
  event: 'writing',
  at: '2026-01-05T10:00:00Z',
  organisation: 'host/org',
  agent: { id: 'a', name: 'Ann' },
  purpose: 'apply',
  before: [{ skill: BILLING, proficiency: null }],
  after: [{ skill: BILLING, proficiency: 0 }],
};
const FAILED: SkillJournalLine = { event: 'failed', at: '2026-01-05T10:00:01Z', agentId: 'a', message: 'refused' };

test('a journal of skills keeps the lack of a skill apart from proficiency 0', () => {
  const path = join(temporaryFolder(), 'route-1.jsonl');
  appendToSkillJournal(path, WRITING);
  appendToSkillJournal(path, FAILED);
  expect(readSkillJournal(path)).toEqual([WRITING, FAILED]);
});

test('a first line that a crash cut short is no line, and the next one takes its place', () => {
  const path = join(temporaryFolder(), 'route-1.jsonl');
  appendFileSync(path, JSON.stringify(WRITING).slice(0, 30));
  expect(readSkillJournal(path)).toEqual([]);
  appendToSkillJournal(path, WRITING);
  expect(readSkillJournal(path)).toEqual([WRITING]);
});

test('a journal of anything else is refused, with the line', () => {
  const path = join(temporaryFolder(), 'route-1.jsonl');
  writeFileSync(path, `${JSON.stringify(WRITING)}\n{"event":"writing"}\n`);
  expect(() => readSkillJournal(path)).toThrow('line 2 is damaged');
});

test('a journal that cannot be written says so before anything is changed', () => {
  const path = join(temporaryFolder(), 'route-1.jsonl');
  mkdirSync(path);
  expect(() => appendToSkillJournal(path, WRITING)).toThrow('cannot write the journal');
});
