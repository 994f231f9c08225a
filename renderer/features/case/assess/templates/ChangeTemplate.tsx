import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../../../shared/bridge/call.ts';
import type { OwnTemplate } from '../../../../../shared/domain/templates.ts';
import { call } from '../../../../app/bridge.ts';
import { announce, Button, Field, TextArea } from '../../../../ui/index.ts';
import { t } from '../../../../words/t.ts';
import styles from './templates.module.css';

interface Props {
  readonly template: OwnTemplate;
  /** With the error, or null once it is kept. */
  readonly onDone: (failed: CallError | null) => void;
}

/** One of one's own templates with its name and headings, changed in its place in the list. */
export function ChangeTemplate({ template, onDone }: Props) {
  const [title, rename] = useState(template.title);
  const [text, setText] = useState(template.text);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const may = title.trim() !== '' && text.trim() !== '' && text.length <= 4000;
  const keep = async () => {
    const answer = await call('templates.keep', { id: template.id, title: title.trim(), text });
    if (answer.ok) announce(t('The template is changed.'));
    onDone(answer.ok ? null : answer.error);
  };
  return (
    <form
      ref={form}
      className={styles.keep}
      aria-label={t('Change {{title}}', { title: template.title })}
      onSubmit={(event) => {
        event.preventDefault();
        if (may) void keep();
      }}
    >
      <Field
        label={t('Name of the template')}
        value={title}
        maxLength={80}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <TextArea label={t('Its headings')} name="template" rows={5} value={text} onChange={setText} />
      <Button submit disabled={!may}>
        {t('Keep the change')}
      </Button>
    </form>
  );
}
