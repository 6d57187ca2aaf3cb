import { describe, expect, test } from 'vitest';
import { createPlatformWorkforce } from '../../../src/genesys/platform/platform-workforce.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { agent, QUEUE, SKILL } from '../../genesys-server/routing-centre.ts';
import { centre, withRouting } from '../routing-server.ts';

const day = {
  queueId: QUEUE.billing,
  from: Date.UTC(2026, 2, 3) / 1000,
  to: Date.UTC(2026, 2, 4) / 1000,
  step: calendarStep('PT1H'),
  timeZone: 'UTC',
};

describe('the observed agents with a skill', () => {
  test('are the members of the queue who have it, and their time alone', () =>
    withRouting(async (_routing, _server, client) => {
      const workforce = createPlatformWorkforce(client);
      const all = await workforce.observed(day);
      const { members, records } = await workforce.observed({ ...day, skillId: SKILL.complaints });
      expect(all.members.map(({ userId }) => userId)).toContain(agent(10));
      // Agents 1 and 11 have Complaints; the others of Billing have not.
      expect(members.map(({ userId }) => userId).sort()).toEqual([agent(1), agent(11)]);
      const hour = day.from + 10 * 3600;
      const onQueueMs = [agent(1), agent(11)].map((id) => {
        const [statuses] = centre.workforce.statuses(id, [hour * 1000, (hour + 3600) * 1000]);
        return 3_600_000 - (statuses?.OFF_QUEUE ?? 0);
      });
      const agents = onQueueMs.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
      expect(agents).toBeGreaterThan(0);
      expect(records.find(({ intervalStart }) => intervalStart === hour)?.agents).toBeCloseTo(agents, 9);
    }));

  test('are nobody when no member has it', () =>
    withRouting(async (_routing, _server, client) => {
      const workforce = createPlatformWorkforce(client);
      expect(await workforce.observed({ ...day, skillId: SKILL.network })).toEqual({ members: [], records: [] });
    }));
});

describe('a skill', () => {
  test('is found by its id and by its name', () =>
    withRouting(async (_routing, _server, client) => {
      const workforce = createPlatformWorkforce(client);
      const found = { id: SKILL.invoices, name: 'Invoices' };
      expect(await workforce.findSkill(SKILL.invoices)).toEqual(found);
      expect(await workforce.findSkill('Invoices')).toEqual(found);
    }));

  test('that does not exist suggests the nearest: exit code 2', () =>
    withRouting(async (_routing, _server, client) => {
      const asked = createPlatformWorkforce(client).findSkill('Invoice');
      await expect(asked).rejects.toMatchObject({ exitCode: 2, hint: "Did you mean 'Invoices'?" });
    }));
});
