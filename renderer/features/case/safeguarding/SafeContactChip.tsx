import { PhoneOff } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { runCommand } from '../../../app/commands.ts';
import { Button, Drawer, Foreign, useMinute } from '../../../ui/index.ts';
import { personName } from '../../../words/person-name.ts';
import { t } from '../../../words/t.ts';
import { closeDanger } from '../../danger/danger-place.ts';
import { dayAndTime } from '../when.ts';
import { showSafeguarding } from './safeguarding-tab.ts';
import own from './safeguarding.module.css';

/** The card in force with its author; null while there is none. */
export const cardOf = (file: CaseFile) => file.work.safeContact.at(-1) ?? null;

/** What the chip says: that there is a card, and whether it forbids something. */
export const chipWords = (file: CaseFile): { readonly words: string; readonly never: boolean } => {
  const card = cardOf(file);
  const never = card?.contents !== null && card?.contents !== undefined && card.contents.never !== '';
  if (card === null) return { words: t('No safe contact'), never };
  return { words: never ? t('Safe contact: never…') : t('Safe contact'), never };
};

interface Props {
  readonly file: CaseFile;
  readonly names: Readonly<Record<string, string>>;
}

/** Always in view over a case: the way to the card. Its edge is red where something must never be done. */
export function SafeContactChip({ file, names }: Props) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const { words, never } = chipWords(file);
  const change = () => {
    close();
    showSafeguarding(file.caseId, 'contact');
    runCommand('assess.stage1');
  };
  return (
    <>
      <button
        type="button"
        className={own.chip}
        data-never={never}
        data-none={cardOf(file) === null}
        aria-expanded={open}
        onClick={() => {
          // It would lie over the card; its words are kept.
          closeDanger();
          setOpen(!open);
        }}
      >
        <PhoneOff size={12} aria-hidden="true" /> {words}
      </button>
      <Drawer open={open} onClose={close} title={t('Safe contact')}>
        <SafeContactWords file={file} names={names} />
        <p className={own.acts}>
          <Button onClick={change}>{cardOf(file) === null ? t('Write the card') : t('Write a new version')}</Button>
        </p>
      </Drawer>
    </>
  );
}

/** The card's words, to be read before anybody is rung. */
export function SafeContactWords({ file, names }: Props) {
  const now = useMinute();
  const card = cardOf(file);
  if (card === null)
    return <p>{t('Nobody has written yet how a person at risk may be reached. Until then: do not reach out.')}</p>;
  if (card.contents === null) return <p>{t('The contents of the card were erased.')}</p>;
  const { who, how, when, never } = card.contents;
  return (
    <dl className={own.card}>
      <dt>{t('Who')}</dt>
      <dd>
        <Foreign text={who === '' ? t('Not said') : who} />
      </dd>
      <dt>{t('How')}</dt>
      <dd>
        <Foreign text={how === '' ? t('Not said') : how} />
      </dd>
      <dt>{t('When')}</dt>
      <dd>
        <Foreign text={when === '' ? t('Not said') : when} />
      </dd>
      {never !== '' && (
        <>
          <dt>{t('Never')}</dt>
          <dd className={own.never}>
            <Foreign text={never} />
          </dd>
        </>
      )}
      <dt>{t('Signed')}</dt>
      <dd>
        {personName(names, card.by)} · {dayAndTime(card.at, now)}
        {!card.accepted && ` · ${t('only here')}`}
      </dd>
    </dl>
  );
}
