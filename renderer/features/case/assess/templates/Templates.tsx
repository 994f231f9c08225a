import { type RefObject, useRef, useState } from 'react';
import type { CallError } from '../../../../../shared/bridge/call.ts';
import {
  type OwnTemplate,
  type Template,
  type TemplateUse,
  templatesFor,
} from '../../../../../shared/domain/templates.ts';
import { call } from '../../../../app/bridge.ts';
import { askAgain, useCall } from '../../../../app/calls.ts';
import { useCommand } from '../../../../app/commands.ts';
import { announce, Button, Drawer, ErrorNotice, Field, Foreign } from '../../../../ui/index.ts';
import { language, t } from '../../../../words/t.ts';
import { newEntryId } from '../../new-entry-id.ts';
import { useOpenCase } from '../../open-case.ts';
import { ChangeTemplate } from './ChangeTemplate.tsx';
import { insertAtCaret } from './insert-at-caret.ts';
import styles from './templates.module.css';

interface Props {
  /** The form whose text fields take a template: the one that was written in last, else the rationale. */
  readonly form: RefObject<HTMLElement | null>;
  readonly use: TemplateUse;
}

/** Its headings in the language of the screens, where they are there in it. */
const spoken = ({ text, welsh }: Template): string => (language() === 'cy' ? (welsh ?? text) : text);

/** Headings to write under, inserted at the caret: those of the program, dated, and one's own out of the vault. */
export function Templates({ form, use }: Props) {
  const { now } = useOpenCase();
  const [open, setOpen] = useState(false);
  const [title, nameIt] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const [changing, setChanging] = useState<OwnTemplate | null>(null);
  const own = useCall('templates.read', {}, { enabled: open });
  const target = useRef<HTMLTextAreaElement | null>(null);
  /** Where the caret is, or was before the drawer took the focus. */
  const show = () => {
    const active = document.activeElement;
    const written = active instanceof HTMLTextAreaElement && form.current?.contains(active) === true ? active : null;
    target.current = written ?? form.current?.querySelector<HTMLTextAreaElement>('[name="rationale"]') ?? null;
    setError(null);
    setOpen(true);
  };
  useCommand('assess.template', show);
  const insert = (text: string) => {
    setOpen(false);
    const field = target.current;
    if (field === null) return;
    insertAtCaret(field, text);
    announce(t('Inserted. Ctrl+Z takes it out.'));
  };
  /** What is selected in the field, or all of it. */
  const words = () => {
    const field = target.current;
    if (field === null) return '';
    const { selectionStart, selectionEnd, value } = field;
    return selectionStart < selectionEnd ? value.slice(selectionStart, selectionEnd) : value;
  };
  const keep = async () => {
    const answer = await call('templates.keep', { id: newEntryId(), title: title.trim(), text: words() });
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    nameIt('');
    askAgain('templates.read');
  };
  const drop = async (id: string) => {
    const answer = await call('templates.drop', { id });
    setError(answer.ok ? null : answer.error);
    askAgain('templates.read');
  };
  const mayKeep = title.trim() !== '' && words().trim() !== '' && words().length <= 4000;
  return (
    <>
      <p className={styles.open}>
        <Button variant="quiet" aria-haspopup="dialog" onClick={show}>
          {t('Templates')}
        </Button>
      </p>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('Rationale templates')}>
        <ul className={styles.list} aria-label={t('Templates of the program')}>
          {templatesFor(use, new Date(now).toISOString()).map((template) => (
            <li key={template.id}>
              <Button onClick={() => insert(spoken(template))}>{t(template.title)}</Button>
              {spoken(template) !== template.text && (
                <Button
                  variant="quiet"
                  aria-label={t('{{title}}, in English', { title: t(template.title) })}
                  onClick={() => insert(template.text)}
                >
                  {t('In English')}
                </Button>
              )}
              <span className={styles.dated}>{t('of {{date}}', { date: template.validFrom })}</span>
            </li>
          ))}
        </ul>
        {language() === 'cy' && <p className={styles.dated}>{t('No speaker has reviewed the Welsh headings yet.')}</p>}
        <h3 className={styles.heading}>{t('Your own')}</h3>
        {own.value?.length === 0 && <p className={styles.dated}>{t('You have kept none yet.')}</p>}
        <ul className={styles.list} aria-label={t('Your own templates')}>
          {(own.value ?? []).map((template) => (
            <li key={template.id}>
              <Button onClick={() => insert(template.text)}>
                <Foreign text={template.title} />
              </Button>
              <Button
                variant="quiet"
                aria-label={t('Change {{title}}', { title: template.title })}
                onClick={() => setChanging(template)}
              >
                {t('Change')}
              </Button>
              <Button
                variant="quiet"
                aria-label={t('Remove {{title}}', { title: template.title })}
                onClick={() => void drop(template.id)}
              >
                {t('Remove')}
              </Button>
            </li>
          ))}
        </ul>
        {changing !== null && (
          <ChangeTemplate
            key={changing.id}
            template={changing}
            onDone={(failed) => {
              setError(failed);
              if (failed !== null) return;
              setChanging(null);
              askAgain('templates.read');
            }}
          />
        )}
        <form
          className={styles.keep}
          onSubmit={(event) => {
            event.preventDefault();
            if (mayKeep) void keep();
          }}
        >
          <Field
            label={t('Keep what is written, or selected, as')}
            hint={t('Headings only: it is offered again in other cases.')}
            value={title}
            maxLength={80}
            onChange={(event) => nameIt(event.currentTarget.value)}
          />
          <Button submit disabled={!mayKeep}>
            {t('Keep')}
          </Button>
        </form>
        {error !== null && <ErrorNotice error={error} />}
      </Drawer>
    </>
  );
}
