import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { refusalDraft } from '../../../shared/bridge/case.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { Button, Field, RadioKeys, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './Sync.module.css';
import { begunFrom, fieldsOf, isWhole, type Third, type ThirdField, written } from './third-fields.ts';

/** ms after the last key, as for other drafts. */
const SAVE_AFTER = 80;

interface Props {
  readonly refused: RefusedEvent;
  readonly names: Readonly<Record<string, string>>;
  readonly onSign: (third: Third) => void;
  readonly onCancel: () => void;
}

/** A third version beside the two, begun from one's own words; kept as a draft with every key. */
export function ThirdVersion({ refused, names, onSign, onCancel }: Props) {
  const { caseId, event, type } = refused;
  const [third, setThird] = useState(() => begunFrom(refused));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const form = useRef<HTMLDivElement>(null);
  const kept = useRef<Third | null>(null);
  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (kept.current === null) return;
    void call('draft.save', { caseId, part: refusalDraft(event), content: kept.current });
    kept.current = null;
  }, [caseId, event]);
  const change = (next: Third) => {
    setThird(next);
    kept.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(save, SAVE_AFTER);
  };
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('textarea, input, [role=radio][tabindex="0"]')?.focus();
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);
  const whole = isWhole(third, type);
  const sign = () => {
    save();
    if (whole) onSign(third);
  };
  useCommand('global.sign', sign);
  return (
    <div ref={form} className={classes.third} role="group" aria-label={t('A third version')}>
      {fieldsOf(type).map((field) => (
        <OneField
          key={field.name}
          field={field}
          value={third[field.in][field.name]}
          names={names}
          onChange={(value) => change(written(third, field, value))}
        />
      ))}
      <div className={classes.acts}>
        <Button
          onClick={() => {
            clearTimeout(timer.current);
            kept.current = null;
            void call('draft.drop', { caseId, part: refusalDraft(event) }).then(() => askAgain('refusals.read'));
            onCancel();
          }}
        >
          {t('Cancel')}
        </Button>
        <Button variant="main" keys="Ctrl+Enter" disabled={!whole} onClick={sign}>
          {t('Sign the third')}
        </Button>
      </div>
    </div>
  );
}

interface FieldProps {
  readonly field: ThirdField;
  readonly value: unknown;
  readonly names: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

/** In the workstation's own time zone, as the field wants it. */
const local = (instant: string): string => {
  const at = new Date(instant);
  return Number.isNaN(at.getTime())
    ? ''
    : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

function OneField({ field, value, names, onChange }: FieldProps) {
  const said = typeof value === 'string' ? value : '';
  if (field.kind === 'text') return <TextArea label={field.label} value={said} rows={2} onChange={onChange} />;
  if (field.kind === 'moment')
    return (
      <Field
        type="datetime-local"
        label={field.label}
        value={local(said)}
        onChange={({ currentTarget }) => {
          const at = new Date(currentTarget.value);
          if (!Number.isNaN(at.getTime())) onChange(at.toISOString());
        }}
      />
    );
  const choices =
    field.kind === 'choice'
      ? field.choices
      : [
          ...Object.entries(names).map(([user, name]) => ({ value: user, label: name })),
          ...(field.nobody ? [{ value: '', label: t('The unit') }] : []),
        ];
  return <RadioKeys label={field.label} choices={choices} value={said} onChange={onChange} direction="column" />;
}
