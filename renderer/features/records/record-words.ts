import type { RecordView } from '../../../shared/bridge/records.ts';
import type { DisposalGround, DisposalScope } from '../../../shared/domain/events/records.ts';
import { retentionSchedule } from '../../../shared/domain/retention.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';

export const viewName: Readonly<Record<RecordView, string>> = {
  due: t('Due for review'),
  proposed: t('Disposal proposed'),
  held: t('Under a legal hold'),
  coming: t('Due within a year'),
  erased: t('Contents erased'),
};

export const emptyWords: Readonly<Record<RecordView, { readonly title: string; readonly about: string }>> = {
  due: {
    title: t('No case is due for review.'),
    about: t('A closed case comes here by itself when its time under the retention schedule is over.'),
  },
  proposed: {
    title: t('No disposal is proposed.'),
    about: t('What one supervisor proposes to erase waits here for another.'),
  },
  held: {
    title: t('No case is under a legal hold.'),
    about: t('A hold is set on a case, with its reason: until it is lifted nothing of the case is erased.'),
  },
  coming: {
    title: t('No case is due within a year.'),
    about: t('Cases whose time under the retention schedule is over in the next twelve months are listed here.'),
  },
  erased: {
    title: t('No contents were erased.'),
    about: t('Who erased what, when, and under which schedule stays here.'),
  },
};

export const groundName: Readonly<Record<DisposalGround, string>> = {
  schedule: t('Its time under the schedule is over'),
  unlawful: t('It must not be kept (DPA 2018, section 47)'),
  ordered: t('A court or the Commissioner has ordered it'),
};

/** What a proposal would erase. */
export const scopeWords = (what: DisposalScope): string =>
  what.scope === 'entries'
    ? t('The contents of {{entries}}', { entries: counted(what.entries.length, 'entry', 'entries') })
    : t('All contents of the case');

const said = (words: string): string => t(words);

/** What the schedule says of a review group, and where it comes from: data, translated like the code lists. */
export const noteOf = (group: string): string =>
  said(retentionSchedule.groups.find((one) => one.group === group)?.note ?? '');
export const scheduleSource = (): string => said(retentionSchedule.source);
