import type { RecordedOutcome } from './investigation.ts';
import type { Track } from './events/investigation.ts';

/** Leaving the service ends no proceedings (Conduct Regulations 2020, Schedule 1: former officers). */
const left = ['RESIGNED', 'RETIRED'];
/** Without a case to answer, or when the vetting decided. */
const ends = [
  'NO_CASE_TO_ANSWER',
  'NOT_PROVEN',
  'RPRP',
  'WW',
  'FWW',
  'RED_RANK',
  'DISMISSED',
  'WOULD_HAVE_BEEN_DISMISSED',
];

/**
 * What may be recorded next against a subject of whom this has been recorded on the track already (SI 2020/4,
 * regulations 23, 42 and 62; former officers: SI 2017/1134). The first decision is whether there is a case to answer;
 * only gross misconduct can end in reduction in rank or dismissal; somebody who has left can only be found to have been
 * worth dismissing. Empty when nothing can follow.
 */
export function nextOutcomes(track: Track, before: readonly RecordedOutcome[]): readonly string[] {
  const had = (...codes: string[]) => before.some((one) => codes.includes(one.outcome));
  const on = (one: Track) => before.some(({ track: of }) => of === one);
  switch (track) {
    case 'misconduct': {
      const ended = had(...ends);
      const leaving = had(...left) ? [] : left;
      const vetting = had('VETTING_WITHDRAWN') ? [] : ['VETTING_WITHDRAWN'];
      if (ended) return had('DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED') ? [] : [...leaving, ...vetting];
      const rest = [...leaving, ...vetting];
      if (had('CASE_TO_ANSWER_GM'))
        return had(...left)
          ? ['NOT_PROVEN', 'WOULD_HAVE_BEEN_DISMISSED', ...vetting]
          : ['NOT_PROVEN', 'RPRP', 'WW', 'FWW', 'RED_RANK', 'DISMISSED', ...rest];
      if (had('CASE_TO_ANSWER_MISC')) return ['NOT_PROVEN', 'RPRP', 'WW', 'FWW', 'CASE_TO_ANSWER_GM', ...rest];
      return ['NO_CASE_TO_ANSWER', 'RPRP', 'CASE_TO_ANSWER_MISC', 'CASE_TO_ANSWER_GM', ...rest];
    }
    case 'criminal':
      if (had('CAUTION', 'NFA_CPS', 'CONVICTED', 'ACQUITTED')) return [];
      return had('CHARGED') ? ['CONVICTED', 'ACQUITTED', 'NFA_CPS'] : ['CHARGED', 'CAUTION', 'NFA_CPS'];
    case 'list':
      if (on('list')) return had('ADVISORY_LIST') && had('WOULD_HAVE_BEEN_DISMISSED') ? ['BARRED_LIST'] : [];
      if (had('DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED')) return ['BARRED_LIST'];
      return had(...left, 'VETTING_WITHDRAWN') ? ['ADVISORY_LIST'] : [];
  }
}

/** What was recorded against one subject. The lists follow from misconduct, so they see both. */
export const recordedOf = (outcomes: readonly RecordedOutcome[], subject: number | null, track: Track) =>
  outcomes.filter((one) => one.subject === subject && (one.track === track || track === 'list'));
