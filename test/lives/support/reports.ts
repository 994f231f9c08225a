/** The five reports whose lives are played, invented as everything else here, and what the desks hold besides. */
import { demonstrationReports } from '../../../server/demo/reports.ts';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** What lies on the two desks when the day begins. */
export const already = (): object[] => [
  ...demonstrationReports({ count: 8, seed: 21, now: new Date(), forces: ['MPS'] }),
  ...demonstrationReports({ count: 2, seed: 22, now: new Date(), forces: ['KNT'] }),
];

export interface LifeReport {
  readonly reference: string;
  readonly narrative: string;
  readonly [field: string]: unknown;
}

const arriving = (given: LifeReport): LifeReport => ({
  channel: 'web',
  reporterMode: 'anonymous',
  keepInContact: false,
  receivedAt: ago(5),
  disseminatedAt: ago(4),
  urgency: 'priority',
  force: 'MPS',
  peopleAtRisk: [],
  attachments: [],
  ...given,
});

/** Sent to the wrong force. */
export const misrouted = arriving({
  reference: 'LIFE-1001',
  categories: ['INFO_FOR_GAIN'],
  narrative:
    'PC Aled Brandreth of Medway sells what the police computer says about cars to a recovery firm in Gillingham. He is paid in cash on Fridays, in the yard behind the tyre shop. The firm reaches every breakdown on the A2 before the patrol does. It has gone on since the spring.',
  subjects: [{ name: 'Aled Brandreth', rank: 'constable', station: 'Medway' }],
  occurredWhere: 'Gillingham, Kent',
});

export const emergency = arriving({
  reference: 'LIFE-2002',
  urgency: 'immediate',
  channel: 'phone',
  categories: ['PARTNER_ABUSE_CONTROL'],
  narrative:
    'Sergeant Dominic Fairweather has taken the telephone and the keys of the woman he lives with. He told her that he will be home at nine and that she will be sorry. He uses the station computer to look up everybody she speaks to. She has not been seen outside since Sunday.',
  subjects: [{ name: 'Dominic Fairweather', rank: 'sergeant', station: 'Harrow Road' }],
  peopleAtRisk: [{ description: 'The woman who lives with him', child: false }],
  occurredWhere: 'Tollgate Gardens, Kilburn',
});

/** Too little at first. */
export const thin = arriving({
  reference: 'LIFE-3003',
  categories: ['SEXUAL_BOUNDARY'],
  narrative:
    'PC Marcus Ellery writes to women whose calls he has been sent to. He gets their numbers from the reports of their own burglaries. On 3 October he stood at the door of one of them in uniform, off duty, with wine. Two of his shift have seen the messages and laughed. The shift record for that night shows him as being in Brixton.',
  subjects: [{ name: 'Marcus Ellery', rank: 'constable', station: 'Brixton', collarNumber: '4471LX' }],
});

/** About somebody whom the assessor knows. */
export const acquaintance = arriving({
  reference: 'LIFE-4004',
  categories: ['POSITION_FOR_ADVANTAGE'],
  narrative:
    'Inspector Helena Strand lets one firm of locksmiths have every call from her borough. Her brother-in-law owns a third of it under another name. The other firms were told that the list was closed. The contract of last year was never put out to offers.',
  subjects: [{ name: 'Helena Strand', rank: 'inspector', station: 'Camden' }],
});

/** Should never have been kept for long. */
export const rumour = arriving({
  reference: 'LIFE-5005',
  urgency: 'routine',
  categories: ['OTHER'],
  narrative:
    'Somebody at the gym said that an officer called Terence parks on the pavement. It was a red car, or it may have been brown. Nobody knows which station he is from. It ought to be looked into all the same.',
  subjects: [{ name: 'Terence' }],
});
