import { useEffect, useState } from 'react';
import type { AwaitedRecipient } from '../../../../shared/domain/recipients-of.ts';
import { nextSteps, pressingAt } from '../../../../shared/domain/recipients.ts';
import type { ToldRecipient } from '../../../../shared/domain/work-file.ts';
import { useCommand } from '../../../app/commands.ts';
import { recall, usePlace } from '../../../app/place.ts';
import { z } from 'zod';
import { announce, Button, Chip, ClockMark, Drawer, Foreign } from '../../../ui/index.ts';
import { labelOf } from '../../../words/codes.ts';
import { bodyName, codeName, nextName, recipientName, stateName, stepName } from '../../../words/recipients.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { dueInWords } from '../../dues/due-words.ts';
import { useOpenCase } from '../open-case.ts';
import entries from '../parts/entries.module.css';
import { Signature } from '../parts/Signature.tsx';
import { unitNames } from '../send/unit-names.ts';
import { useCall } from '../../../app/calls.ts';
import { dayAndTime } from '../when.ts';
import { AnswerRecipient, answerPart } from './AnswerRecipient.tsx';
import classes from './recipients.module.css';
import { TELL_PART, TellRecipient } from './TellRecipient.tsx';
import { codesOfTelling } from './telling-codes.ts';

export const tellPlace = (caseId: string) => `tell ${caseId}`;

/** Everybody who was told of the case: where each stands, what is next and by when; and the forms for both. */
export function RecipientsPanel() {
  const { caseId, read, file } = useOpenCase();
  const units = useCall('directory.units', {}).value ?? [];
  const drafted = read.drafts.find(({ part }) => part === TELL_PART || part.startsWith('recipient '))?.part ?? null;
  const [open, setOpen] = useState<string | null>(() =>
    recall(tellPlace(caseId), z.literal(true)) === true ? TELL_PART : drafted,
  );
  useEffect(() => usePlace.getState().remember(tellPlace(caseId), false), [caseId]);
  useCommand('assess.tell', () => setOpen(TELL_PART));
  const close = () => setOpen(null);
  const signed = () => {
    close();
    announce(t('Signed'));
  };
  const { recipients } = read;
  const answered = recipients.find(({ id }) => answerPart(id) === open);
  const nameOfUnit = unitNames(units);
  return (
    <section aria-label={t('Recipients')} className={classes.panel}>
      {recipients.length > 0 && (
        <ul className={entries.entries} aria-label={t('Who was told')}>
          {recipients.map((recipient) => (
            <RecipientEntry
              key={recipient.id}
              recipient={recipient}
              told={file.work.told.find((one) => one.recipient === recipient.id) ?? null}
              body={
                recipient.body === null
                  ? null
                  : recipient.way === 'hand'
                    ? bodyName(recipient.body)
                    : nameOfUnit(recipient.body)
              }
              onAnswer={() => setOpen(answerPart(recipient.id))}
            />
          ))}
        </ul>
      )}
      <p className={styles.row}>
        <Button variant="quiet" aria-haspopup="dialog" onClick={() => setOpen(TELL_PART)}>
          {t('Record who was told by other means…')}
        </Button>
      </p>
      <Drawer open={open === TELL_PART} onClose={close} title={t('A recipient is told')}>
        <TellRecipient onSigned={signed} />
      </Drawer>
      <Drawer
        open={answered !== undefined}
        onClose={close}
        title={
          answered === undefined ? '' : t('{{recipient}}: what happened', { recipient: recipientName(answered.kind) })
        }
      >
        {answered !== undefined && <AnswerRecipient recipient={answered} onSigned={signed} />}
      </Drawer>
    </section>
  );
}

interface EntryProps {
  readonly recipient: AwaitedRecipient;
  readonly told: ToldRecipient | null;
  readonly body: string | null;
  readonly onAnswer: () => void;
}

function RecipientEntry({ recipient, told, body, onAnswer }: EntryProps) {
  const { now } = useOpenCase();
  const { awaited, kind, code } = recipient;
  const pressing = pressingAt(awaited, new Date(now).toISOString());
  const acts = nextSteps(recipient).length > 0 || (awaited !== null && recipient.state !== 'returned');
  return (
    <li className={entries.entry} data-recipient={kind} data-state={recipient.state}>
      <p className={entries.entryHead}>
        <strong>{recipientName(kind)}</strong>
        {body !== null && <span>{body}</span>}
        <Chip>
          {stateName(recipient)}
          {code !== null && `: ${codeName(code)}`}
        </Chip>
        {acts && (
          <Button
            variant="quiet"
            aria-haspopup="dialog"
            aria-label={t('Record an answer: {{recipient}}', { recipient: recipientName(kind) })}
            onClick={onAnswer}
          >
            {t('Record an answer…')}
          </Button>
        )}
      </p>
      {awaited !== null && (
        <p className={pressing === 'later' ? styles.muted : styles.due}>
          <ClockMark kind="service" /> {pressing === 'overdue' && <strong>{t('Overdue.')} </strong>}
          {pressing === 'soon' && <strong>{t('Due soon.')} </strong>}
          {nextName(recipient)}: {dueInWords(awaited.due, now)}
          {recipient.chasedAt !== null &&
            ` · ${t('asked {{asked}}×, last {{at}}', { asked: recipient.chases, at: dayAndTime(recipient.chasedAt, now) })}`}
        </p>
      )}
      {told !== null && <Told told={told} kind={kind} />}
    </li>
  );
}

function Told({ told, kind }: { readonly told: ToldRecipient; readonly kind: AwaitedRecipient['kind'] }) {
  const { now } = useOpenCase();
  const { telling, answers } = told;
  return (
    <details>
      <summary className={styles.small}>{t('What was told and answered')}</summary>
      {telling !== null && (
        <div className={classes.told}>
          <p>
            {labelOf('recipient_means', telling.facets.means)}, {dayAndTime(telling.facets.toldAt, now)}:{' '}
            {codesOfTelling(telling.facets).join(', ')}
          </p>
          {telling.contents === null ? (
            <p className={styles.muted}>{t('Its contents were erased.')}</p>
          ) : (
            <>
              <p>
                <Foreign text={telling.contents.who} />: <Foreign text={telling.contents.passed} />
              </p>
              <Foreign as="p" text={telling.contents.note ?? ''} />
            </>
          )}
          <Signature signed={telling} />
        </div>
      )}
      <ol className={classes.told}>
        {answers.map((answer) => (
          <li key={answer.event} className={entries.answer}>
            {'step' in answer.facets
              ? `${stepName(kind, answer.facets.step)}${answer.facets.code === undefined ? '' : `: ${codeName(answer.facets.code)}`}`
              : t('Asked again: {{means}}', { means: labelOf('recipient_means', answer.facets.means) })}
            {', '}
            {dayAndTime(answer.facets.at, now)}
            {answer.contents !== null && 'reference' in answer.contents && answer.contents.reference !== undefined && (
              <>
                {' · '}
                {t('Reference')} <Foreign text={answer.contents.reference} />
              </>
            )}
            {answer.contents !== null && 'who' in answer.contents && answer.contents.who !== undefined && (
              <>
                {' · '}
                <Foreign text={answer.contents.who} />
              </>
            )}
            {answer.contents?.note !== undefined && (
              <>
                {' · '}
                <Foreign text={answer.contents.note} />
              </>
            )}{' '}
            <Signature signed={answer} />
          </li>
        ))}
      </ol>
    </details>
  );
}
