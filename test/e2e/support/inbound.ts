/** Reports written by hand for a test: invented people, and text that means harm. */

export interface Inbound {
  readonly reference: string;
  readonly parentReference?: string;
  readonly narrative: string;
  readonly subjects?: readonly object[];
  readonly [field: string]: unknown;
}

/** A whole report of the Metropolitan's desk around what a test cares about. */
export const report = (given: Inbound): object => ({
  channel: 'web',
  reporterMode: 'confidential',
  keepInContact: true,
  receivedAt: '2026-03-02T08:15:00Z',
  disseminatedAt: '2026-03-02T09:00:00Z',
  urgency: 'routine',
  force: 'MPS',
  categories: [],
  subjects: [],
  peopleAtRisk: [],
  attachments: [],
  ...given,
});
