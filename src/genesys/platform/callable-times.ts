import * as z from 'zod/mini';
import type { CallableInterval } from '../../series/records.ts';
import {
  changeBetween,
  DAY_SECONDS,
  type EpochSeconds,
  isTimeZone,
  offsetSecondsAt,
  startOfDay,
  startOfNextDay,
  type WallSeconds,
  wallMidnight,
  wallSecondsAt,
  weekdayOf,
} from '../../series/time-zone.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';

/** Of the day, on the wall clock of the zone. */
const secondOfDay = z.pipe(
  z.string().check(z.regex(/^([01]\d|2[0-4]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/)),
  z.transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  }),
);

const timeSlot = z.object({
  startTime: secondOfDay,
  stopTime: secondOfDay,
  /** 1 Monday to 7 Sunday. */
  day: z.int().check(z.minimum(1), z.maximum(7)),
});

type TimeSlot = z.infer<typeof timeSlot>;

const callableTimeSet = z.object({
  callableTimes: z.array(z.object({ timeZoneId: z.string(), timeSlots: z.array(timeSlot) })),
});

/**
 * The stretches between two instants in which a callable time set lets calls be made: those in which the clocks of a zone
 * show a time within one of its slots, so that a slot in the hour that comes twice is there twice. In order of start;
 * stretches of one zone are apart from each other, those of different zones may overlap.
 */
export async function callableIntervals(
  client: Client,
  callableTimeSetId: string,
  from: EpochSeconds,
  to: EpochSeconds,
): Promise<CallableInterval[]> {
  const request: ApiRequest = {
    what: `the callable times ${callableTimeSetId}`,
    method: 'GET',
    path: `/api/v2/outbound/callabletimesets/${encodeURIComponent(callableTimeSetId)}`,
    permission: 'outbound:callableTimeSet:view',
  };
  const { callableTimes } = await client.ask(request, callableTimeSet);
  return callableTimes
    .flatMap(({ timeZoneId, timeSlots }) => {
      if (!isTimeZone(timeZoneId)) throw contractFailure(request, `unknown time zone ${timeZoneId}`);
      for (const slot of timeSlots) requireForward(slot, request);
      return intervalsOf(timeZoneId, timeSlots, from, to);
    })
    .sort((a, b) => a.start - b.start);
}

function requireForward({ startTime, stopTime, day }: TimeSlot, request: ApiRequest): void {
  if (startTime < stopTime && stopTime <= DAY_SECONDS) return;
  throw contractFailure(request, `a time slot of day ${day} does not end after its start and within its day`);
}

function intervalsOf(
  timeZone: string,
  slots: readonly TimeSlot[],
  from: EpochSeconds,
  to: EpochSeconds,
): CallableInterval[] {
  const pieces: CallableInterval[] = [];
  for (let day = startOfDay(timeZone, from); day < to; day = startOfNextDay(timeZone, day)) {
    const weekday = weekdayOf(timeZone, day) || 7;
    for (const slot of slots.filter((one) => one.day === weekday)) {
      for (const [start, end] of instantsWithin(timeZone, day, slot)) {
        const piece = { start: Math.max(start, from), end: Math.min(end, to), timeZone };
        if (piece.start < piece.end) pieces.push(piece);
      }
    }
  }
  return joined(pieces.sort((a, b) => a.start - b.start));
}

/** Where clocks do not change there is one stretch; a day with a change has one for each offset. */
function instantsWithin(timeZone: string, day: EpochSeconds, slot: TimeSlot): [EpochSeconds, EpochSeconds][] {
  const nextDay = startOfNextDay(timeZone, day);
  const midnight: WallSeconds = wallMidnight(wallSecondsAt(timeZone, day));
  const [before, after] = [offsetSecondsAt(timeZone, day), offsetSecondsAt(timeZone, nextDay - 1)];
  const change = before === after ? nextDay : changeBetween(timeZone, day, nextDay - 1);
  const shown = (offset: number, first: EpochSeconds, end: EpochSeconds): [EpochSeconds, EpochSeconds] => [
    Math.max(first, midnight + slot.startTime - offset),
    Math.min(end, midnight + slot.stopTime - offset),
  ];
  return before === after ? [shown(before, day, nextDay)] : [shown(before, day, change), shown(after, change, nextDay)];
}

/** Stretches that touch or overlap become one. `pieces` ascend by start. */
function joined(pieces: readonly CallableInterval[]): CallableInterval[] {
  const apart: CallableInterval[] = [];
  for (const piece of pieces) {
    const last = apart.at(-1);
    if (last === undefined || last.end < piece.start) apart.push(piece);
    else apart[apart.length - 1] = { ...last, end: Math.max(last.end, piece.end) };
  }
  return apart;
}
