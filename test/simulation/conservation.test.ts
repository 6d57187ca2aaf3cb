import { describe, expect, it } from 'vitest';
import { ContactCounter } from '../../src/simulation/contact-counter.ts';
import { GroupStaff } from '../../src/simulation/group-staff.ts';

describe('a replication that lost something', () => {
  it('is a defect when a contact was offered and nothing became of it', () => {
    const counter = new ContactCounter(3, 0, 3, 20);
    counter.offer(1);
    counter.offer(1);
    counter.answer(1, 5);
    expect(() => counter.tally(0, 3)).toThrow('contacts went missing: 2 offered, 1 answered, 0 abandoned, 0 waiting');
    counter.leaveWaiting(1, 80);
    expect(counter.tally(0, 3)).toMatchObject({ offered: 2, answered: 1, waiting: 1, waitingWaitSeconds: 80 });
  });

  it('is a defect when an agent is neither idle nor busy', () => {
    const staff = new GroupStaff(1, 1);
    staff.add(2, 0);
    expect(() => staff.closeInterval(0, 100, 1, 0)).toThrow('agents went missing: 2 on queue, 1 idle, 0 busy');
    expect(staff.begin(130)).toBe(130);
    staff.closeInterval(0, 100, 1, 30);
    expect(staff.tally(0, 1)).toEqual({ answered: 1, busySeconds: 100, onQueueSeconds: 200 });
  });
});
