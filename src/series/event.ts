/** Days that differ from others for a reason that is known beforehand: a holiday, a mailing, a campaign. */
export interface CalendarEvent {
  /** What comes back under the same name is expected to have the same effect, on whatever date it falls. */
  readonly name: string;
  /** Events of a kind are alike: what is known of some is expected of a new one. */
  readonly kind: string;
  /** First and last local day, counted from 1970-01-01. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** By what values are multiplied on these days, 0 or more, where that is known; otherwise it is learned. */
  readonly factor?: number;
}
