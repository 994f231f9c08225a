/** What an investigator can enter, and what of the form goes into which event. */
import { z } from 'zod';
import type { InvestigationType } from '../../../shared/domain/investigation.ts';
import type { Track } from '../../../shared/domain/events/investigation.ts';
import { t } from '../../words/t.ts';

/** The events that are made by a form; each has a draft of its own, so that none is lost for another. */
export type EntryType = InvestigationType;

export const EntryForm = z.object({
  code: z.string(),
  on: z.string(),
  /** Index into the pack's subjects as a string, or empty for nobody in particular. */
  subject: z.string(),
  track: z.enum(['misconduct', 'criminal', 'list']),
  set: z.enum(['set', 'ended']),
  words: z.string(),
});
export type EntryForm = z.infer<typeof EntryForm>;

export const emptyEntry = (today: string, subjects: number): EntryForm => ({
  code: '',
  on: today,
  subject: subjects === 1 ? '0' : '',
  track: 'misconduct',
  set: 'set',
  words: '',
});

interface EntryWords {
  readonly title: string;
  /** Of the field for words. */
  readonly label: string;
  readonly needsWords: boolean;
  readonly sign: string;
}

export const entryWords: Readonly<Record<EntryType, EntryWords>> = {
  referral_accepted: {
    title: t('Accept the referral'),
    label: t('Note to the file, if any'),
    needsWords: false,
    sign: t('Accept'),
  },
  referral_returned: {
    title: t('Return the referral'),
    label: t('Why, for your own file: the desk sees the reason above'),
    needsWords: true,
    sign: t('Return'),
  },
  investigation_logged: {
    title: t('Log a step'),
    label: t('What was done'),
    needsWords: false,
    sign: t('Sign step'),
  },
  interim_measure: { title: t('Interim measure'), label: t('Why'), needsWords: true, sign: t('Sign measure') },
  severity_assessed: {
    title: t('Severity, if proved'),
    label: t('Why'),
    needsWords: true,
    sign: t('Sign severity'),
  },
  outcome_recorded: {
    title: t('Outcome of proceedings'),
    label: t('Note, if any'),
    needsWords: false,
    sign: t('Sign outcome'),
  },
  investigation_closed: {
    title: t('Close the investigation'),
    label: t('Closing summary'),
    needsWords: true,
    sign: t('Close'),
  },
};

export const trackWord: Readonly<Record<Track, string>> = {
  misconduct: t('Disciplinary'),
  criminal: t('Criminal'),
  list: t('College lists'),
};

/** The name of the payload's one field. */
const fieldOf: Readonly<Record<EntryType, string>> = {
  referral_accepted: 'note',
  referral_returned: 'why',
  investigation_logged: 'note',
  interim_measure: 'why',
  severity_assessed: 'why',
  outcome_recorded: 'note',
  investigation_closed: 'summary',
};

const subjectOf = ({ subject }: EntryForm) => (subject === '' ? null : Number(subject));

/** What is signed. */
export function eventOf(type: EntryType, form: EntryForm) {
  const { code, on, track, set } = form;
  const words = form.words.trim();
  const payload = words === '' && !entryWords[type].needsWords ? {} : { [fieldOf[type]]: words };
  switch (type) {
    case 'referral_accepted':
      return { type, facets: {}, payload };
    case 'referral_returned':
      return { type, facets: { reason: code }, payload };
    case 'investigation_logged':
      return { type, facets: { step: code, on }, payload };
    case 'interim_measure':
      return { type, facets: { measure: code, subject: subjectOf(form), set: set === 'set', on }, payload };
    case 'severity_assessed':
      return { type, facets: { severity: code }, payload };
    case 'outcome_recorded':
      return { type, facets: { track, outcome: code, subject: subjectOf(form), on }, payload };
    case 'investigation_closed':
      return { type, facets: { result: code, on }, payload };
  }
}

/** What is still missing, as the sentence beside the button; null when it can be signed. */
export function entryGap(type: EntryType, { code, on, words }: EntryForm): string | null {
  if (type !== 'referral_accepted' && code === '') return t('Choose one of the list.');
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) return t('Give the day.');
  return entryWords[type].needsWords && words.trim() === '' ? t('Write a line.') : null;
}
