import { useRef } from 'react';
import { z } from 'zod';
import { Foreign, TextArea } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import entries from '../parts/entries.module.css';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { dayAndTime } from '../when.ts';
import { instantOfField, fieldOfInstant } from '../london-field.ts';
import { t } from '../../../words/t.ts';

const MeetingForm = z.object({ held: z.string(), attendees: z.string(), decisions: z.string() });
type MeetingForm = z.infer<typeof MeetingForm>;
const emptyMeeting = (): MeetingForm => ({ held: '', attendees: '', decisions: '' });
const PART = 'meeting';

/** Tasking meetings about the case: when, who was there, and what was decided. */
export function Meetings() {
  const { caseId, read, file, now } = useOpenCase();
  const draft = useDraft(caseId, PART, read.drafts, MeetingForm, emptyMeeting);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const heldAt = instantOfField(value.held);
  const future = heldAt !== null && Date.parse(heldAt) > now + 60_000;
  return (
    <div className={styles.form}>
      {file.work.meetings.length === 0 && (
        <p className={styles.muted}>{t('No tasking meeting has had this case yet.')}</p>
      )}
      {file.work.meetings.length > 0 && (
        <ol className={entries.entries} aria-label={t('Tasking meetings')}>
          {file.work.meetings.toReversed().map((meeting) => (
            <li key={meeting.event} className={entries.entry}>
              <p className={entries.entryHead}>
                <strong>{dayAndTime(meeting.facets.heldAt, now)}</strong>
                <span className={styles.muted}>
                  <Foreign text={meeting.contents?.others ?? ''} />
                </span>
              </p>
              <Foreign as="p" text={meeting.contents?.decisions ?? t('Erased')} />
              <Signature signed={meeting} />
            </li>
          ))}
        </ol>
      )}
      <div
        ref={form}
        className={styles.form}
        data-draft={draft.savedAt !== null}
        role="group"
        aria-label={t('New meeting')}
      >
        <label className={styles.above}>
          <span className={styles.small}>{t('Held')}</span>
          <input
            type="datetime-local"
            name="held"
            max={fieldOfInstant(new Date(now + 60_000).toISOString())}
            value={value.held}
            onChange={(event) => change({ held: event.target.value })}
          />
        </label>
        <TextArea
          label={t('Who was there')}
          name="attendees"
          rows={1}
          value={value.attendees}
          onChange={(attendees) => change({ attendees })}
        />
        <TextArea
          label={t('What was decided, and who does it')}
          name="decisions"
          rows={3}
          value={value.decisions}
          onChange={(decisions) => change({ decisions })}
        />
        <SignBar
          words={t('Sign the meeting')}
          draft={draft}
          lacks={[
            ...(heldAt === null ? [t('Say when it was held.')] : []),
            ...(future ? [t('It cannot have been held in the future.')] : []),
            ...(value.attendees.trim() === '' ? [t('Say who was there.')] : []),
            ...(value.decisions.trim() === '' ? [t('Write what was decided.')] : []),
          ]}
          onSign={() =>
            signDraft(draft, PART, {
              type: 'tasking_met',
              facets: { heldAt: heldAt!, attendees: [] },
              payload: { others: value.attendees.trim(), decisions: value.decisions.trim() },
            })
          }
        />
      </div>
    </div>
  );
}
