import { useRef, useState } from 'react';
import { z } from 'zod';
import { ClockMark, Button, Drawer, Field, Foreign, TextArea } from '../../../ui/index.ts';
import { usePlace } from '../../../app/place.ts';
import { tellPlace } from '../recipients/RecipientsPanel.tsx';
import { t } from '../../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { dayAndTime, relative } from '../when.ts';
import styles from './assess.module.css';
import testStyles from './referral-test.module.css';

const PART = 'authority';
const NoticeForm = z.object({
  who: z.string(),
  /** As fields give them, on the clock of London; empty while not known. */
  toldAt: z.string(),
  clearAt: z.string(),
  note: z.string(),
});
type NoticeForm = z.infer<typeof NoticeForm>;
const emptyNotice = (): NoticeForm => ({ who: '', toldAt: '', clearAt: '', note: '' });

/**
 * The appropriate authority's notice, and the statutory clock of the case. Both times are kept; until it is clear whose
 * counts, the clock counts from the earlier (SI 2020/2, regulations 4 and 7).
 */
export function Authority() {
  const { caseId, file, read, now, openStage } = useOpenCase();
  const refer = () => {
    usePlace.getState().remember(tellPlace(caseId), true);
    openStage('send');
  };
  const [open, setOpen] = useState(() => read.drafts.some(({ part }) => part === PART));
  const notices = file.work.authority;
  const clock = read.clocks.find(({ clock: code }) => code === 'mandatory_referral');
  if (clock === undefined && notices.length === 0) return null;
  const passed = clock !== undefined && Date.parse(clock.due) < now;
  return (
    <section className={testStyles.authority} aria-label={t('Mandatory referral')}>
      {clock !== undefined && (
        <p className={passed ? styles.passed : styles.due}>
          <ClockMark kind="statutory" />
          <span>
            {t(passed ? 'was due {{due}}, {{relative}}' : 'due {{due}}, {{relative}}', {
              due: dayAndTime(clock.due, now),
              relative: relative(clock.due, now),
            })}
          </span>
          <span className={styles.muted}>{t('counts from {{from}}', { from: dayAndTime(clock.startedAt, now) })}</span>
        </p>
      )}
      <ul aria-label={t('Notices to the appropriate authority')}>
        {notices.map((notice) => (
          <li key={notice.event}>
            <Foreign text={notice.contents?.who ?? t('Erased')} />:{' '}
            {t('told {{at}}', { at: dayAndTime(notice.facets.toldAt, now) })},{' '}
            {notice.facets.becameClearAt === undefined
              ? t('not yet clear to them')
              : t('clear to them {{at}}', { at: dayAndTime(notice.facets.becameClearAt, now) })}
            . <Foreign text={notice.contents?.note ?? ''} /> <Signature signed={notice} />
          </li>
        ))}
      </ul>
      <p>
        <Button variant="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {notices.length === 0
            ? t('Notice to the appropriate authority')
            : t('Another notice, or a time that is clear now')}
        </Button>
        {notices.length > 0 && (
          <Button variant="quiet" onClick={refer}>
            {t('Record the referral to the oversight body…')}
          </Button>
        )}
      </p>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('Notice to the appropriate authority')}>
        <Notice onSigned={() => setOpen(false)} />
      </Drawer>
    </section>
  );
}

function Notice({ onSigned }: { readonly onSigned: () => void }) {
  const { caseId, read, file, now } = useOpenCase();
  const before = file.work.authority.at(-1);
  const start = useRef<NoticeForm>({
    ...emptyNotice(),
    who: before?.contents?.who ?? '',
    toldAt: before === undefined ? '' : fieldOfInstant(before.facets.toldAt),
  });
  const draft = useDraft(caseId, PART, read.drafts, NoticeForm, () => start.current);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const toldAt = instantOfField(value.toldAt);
  const clearAt = instantOfField(value.clearAt);
  const future = (at: string | null) => at !== null && Date.parse(at) > Date.now() + 60_000;
  const latest = fieldOfInstant(new Date(now + 60_000).toISOString());
  const note = value.note.trim();
  const time = (label: string, name: 'toldAt' | 'clearAt') => (
    <div className={styles.times}>
      <label>
        <span className={styles.small}>{label}</span>
        <input
          type="datetime-local"
          name={name}
          max={latest}
          value={value[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      </label>
      <Button
        variant="quiet"
        aria-label={t('{{label}}: now', { label })}
        onClick={() => change({ [name]: fieldOfInstant(new Date().toISOString()) })}
      >
        {t('Now')}
      </Button>
    </div>
  );
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <Field
        label={t('Who was told: name and role')}
        name="who"
        maxLength={400}
        value={value.who}
        onChange={(event) => change({ who: event.currentTarget.value })}
      />
      {time(t('Told at'), 'toldAt')}
      {time(t('Became clear to them at'), 'clearAt')}
      <p className={styles.muted}>
        {t(
          'Leave the second time empty until they say so. Both times are kept; until it is clear whose counts, the clock counts from the earlier.',
        )}
      </p>
      <TextArea
        label={t('Note')}
        name="note"
        rows={2}
        value={value.note}
        onChange={(words) => change({ note: words })}
      />
      <SignBar
        words={t('Sign notice')}
        draft={draft}
        enabled={false}
        lacks={[
          ...(value.who.trim() === '' ? [t('Name who was told.')] : []),
          ...(toldAt === null ? [t('Say when they were told.')] : []),
          ...(future(toldAt) || future(clearAt) ? [t('Neither time can lie in the future.')] : []),
        ]}
        onSign={async () => {
          const error = await signDraft(draft, PART, {
            type: 'authority_notified',
            facets: { toldAt: toldAt!, ...(clearAt !== null && { becameClearAt: clearAt }) },
            payload: { who: value.who.trim(), ...(note !== '' && { note }) },
          });
          if (error === null) onSigned();
          return error;
        }}
      />
    </div>
  );
}
