import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleSize } from '../support/sample-size.ts';
import { knownAt, wireConversation } from './centre-conversation.ts';
import { modelViolations } from './contract.ts';
import { conversationCentre } from './conversation-centre.ts';

const START_MS = Date.UTC(2026, 1, 1);
const DAY_MS = 86_400_000;
const plan = { seed: 1, count: 400, startMs: START_MS, presentMs: START_MS + 4 * DAY_MS };
const { source, presentMs } = conversationCentre(plan).details;
const all = Array.from({ length: source.count }, (_, i) => source.at(i));
const sessions = all.flatMap(({ participants }) => participants.map(({ session }) => session));

describe('the conversations of the centre', () => {
  test('are of the declared shape, in queries and in the results of jobs', () => {
    for (const instant of [presentMs, START_MS + DAY_MS]) {
      const known = all.flatMap((one) => knownAt(one, instant) ?? []);
      const answer = { conversations: known.map((one) => wireConversation(one, false)), totalHits: known.length };
      expect(modelViolations('AnalyticsConversationQueryResponse', answer)).toEqual([]);
      const results = { conversations: known.map((one) => wireConversation(one, true)), cursor: 'next' };
      expect(modelViolations('AnalyticsConversationAsyncQueryResponse', results)).toEqual([]);
    }
  });

  test('hold everything that a report tells apart', () => {
    const media = new Set(sessions.map(({ mediaType }) => mediaType));
    expect(media).toEqual(new Set(['voice', 'callback', 'chat', 'email']));
    const metrics = new Set(sessions.flatMap((one) => one.metrics.map(({ name }) => name)));
    for (const name of [
      'tAbandon',
      'tFlowOut',
      'tHeldComplete',
      'nBlindTransferred',
      'nConsultTransferred',
      'nOverSla',
    ]) {
      expect(metrics).toContain(name);
    }
    expect(new Set(all.map(({ originatingDirection }) => originatingDirection)).size).toBe(2);
    expect(all.some((one) => knownAt(one, presentMs)?.endMs === undefined)).toBe(true);
    expect(all.some((one) => one.startMs < START_MS + DAY_MS && (one.endMs ?? 0) > START_MS + 2 * DAY_MS)).toBe(true);
    expect(new Set(sessions.flatMap((one) => one.segments.flatMap(({ wrapUpCode }) => wrapUpCode ?? []))).size).toBe(4);
  });

  test('keep the identities of the service: offers end in an answer, an abandon or a flow out, and handling is its parts', () => {
    for (const { metrics } of sessions) {
      const amount = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
      const ends = metrics.filter(({ name }) => ['tAnswered', 'tAbandon', 'tFlowOut'].includes(name));
      expect(ends.length).toBe(amount('nOffered'));
      if (ends.length > 0) expect(ends[0].value).toBe(amount('tWait'));
      expect(amount('tHandle')).toBe(amount('tTalkComplete') + amount('tHeldComplete') + amount('tAcw'));
    }
  });

  test('begin in order, and none lasts longer than declared', () => {
    expect(all.map(({ startMs }) => startMs)).toEqual(all.map(({ startMs }) => startMs).toSorted((a, b) => a - b));
    const lasts = all.map(({ startMs, participants }) =>
      Math.max(
        ...participants.flatMap(({ session }) => session.segments.map(({ endMs = Infinity }) => endMs - startMs)),
      ),
    );
    expect(Math.max(...lasts)).toBeLessThanOrEqual(source.longestMs);
  });

  test('are found by their start', () => {
    const starts = all.map(({ startMs }) => startMs);
    fc.assert(
      fc.property(fc.integer({ min: START_MS - DAY_MS, max: presentMs + DAY_MS }), (ms) => {
        expect(source.firstFrom(ms)).toBe(starts.filter((one) => one < ms).length);
      }),
    );
    for (const [index, ms] of starts.entries()) expect(source.firstFrom(ms)).toBe(index);
  });

  test('tell at a moment nothing that comes later, and at the end everything', () => {
    fc.assert(
      fc.property(fc.nat({ max: source.count - 1 }), fc.nat({ max: 5 * DAY_MS }), (index, after) => {
        const whole = source.at(index);
        const ms = whole.startMs + after;
        const known = knownAt(whole, ms);
        const times = (known?.participants ?? []).flatMap(({ session }) => [
          ...session.metrics.map(({ emitMs }) => emitMs),
          ...session.segments.flatMap(({ startMs, endMs }) => [startMs, endMs ?? startMs]),
        ]);
        expect(Math.max(...times, known?.endMs ?? 0)).toBeLessThanOrEqual(ms);
        expect(knownAt(whole, whole.startMs - 1)).toBeUndefined();
        expect(knownAt(whole, whole.startMs + source.longestMs)).toEqual(whole);
      }),
      { numRuns: sampleSize(100, 5_000) },
    );
  });

  test('are each told without the others, so that a million need no more room than one', () => {
    const million = conversationCentre({ ...plan, count: 1_000_000 }).details.source;
    const again = conversationCentre({ ...plan, count: 1_000_000 }).details.source;
    for (const index of [0, 1, 499_999, 999_999]) expect(again.at(index)).toEqual(million.at(index));
    expect(million.at(999_999).startMs).toBeLessThan(presentMs);
    expect(million.firstFrom(million.at(777_777).startMs)).toBe(777_777);
    expect(() => million.at(1_000_000)).toThrow('no conversation 1000000');
  });
});
