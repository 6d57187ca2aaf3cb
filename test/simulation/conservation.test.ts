import { describe, expect, it } from 'vitest';
import { ContactCounter } from '../../src/simulation/contact-counter.ts';
import { GroupStaff } from '../../src/simulation/group-staff.ts';

describe('a replication that lost something', () => {
  it('is a defect when a contact was offered and nothing became of it', () => {
    const counter = new ContactCounter(0, 100, 20);
    counter.offered = 2;
    counter.answer(10, 15);
    expect(() => counter.tally()).toThrow('contacts went missing: 2 offered, 1 answered, 0 abandoned, 0 waiting');
    counter.leaveWaiting(20, 100);
    expect(counter.tally()).toMatchObject({ offered: 2, answered: 1, waiting: 1, waitingWaitSeconds: 80 });
  });

  it('is a defect when an agent is neither idle nor busy', () => {
    const staff = new GroupStaff(2, 1, 0, 100);
    staff.add(2, 0);
    staff.idle.add(0);
    expect(() => staff.tally(100)).toThrow('agents went missing: 2 on queue, 1 idle, 0 busy');
    staff.begin(30, 0);
    expect(staff.tally(100)).toEqual({ answered: 1, busySeconds: 30, onQueueSeconds: 200 });
  });
});
