import type { InboundReport } from '../../shared/domain/inbound.ts';

/** What an inbound line of it looks like. */
type Line = Partial<Record<keyof InboundReport, unknown>>;

/**
 * An invented report that names a person of the demonstration, who therefore never hears of it: it shows how a case is
 * set apart.
 * @param named the display name of that person
 * @param now ms since 1970; the report came in an hour before
 */
export const reportNaming = (named: string, force: string, now: number): Line => ({
  reference: 'CCH-APART-1',
  channel: 'web',
  reporterMode: 'anonymous',
  keepInContact: false,
  receivedAt: new Date(now - 3_600_000).toISOString(),
  disseminatedAt: new Date(now - 1_800_000).toISOString(),
  urgency: 'priority',
  force,
  categories: ['INFO_FOR_GAIN'],
  narrative:
    `I want to say something about the people who will read this. ${named} asks about reports before they are ` +
    'assessed. Twice this winter a sergeant at Harrowmere knew what had been said about him within a day. He told ' +
    'colleagues in the canteen that he has a friend where the reports are read. I do not know what was paid for it.',
  subjects: [
    { name: named, station: 'Harrowmere', subjectClass: 'STAFF' },
    { rank: 'sergeant', station: 'Harrowmere', description: 'Male sergeant, name not known' },
  ],
  peopleAtRisk: [],
  attachments: [],
});
