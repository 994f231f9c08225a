import { useEffect, useRef } from 'react';
import { lift, redactionsOf, wordsChanged } from '../../../../shared/domain/redacting.ts';
import { storable } from '../../../../shared/domain/primitives.ts';
import { Button } from '../../../ui/index.ts';
import { labelOf } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';
import { Redacted } from '../../referrals/Redacted.tsx';
import type { PackLine, SendForm } from './pack.ts';
import type { Selected } from './use-redact.ts';
import styles from './send.module.css';

interface Props {
  readonly line: PackLine;
  readonly form: SendForm;
  readonly selected: Selected | null;
  readonly onSelect: (selected: Selected | null) => void;
  readonly redact: () => void;
  readonly redactEverywhere: () => void;
  readonly change: (part: Partial<SendForm>) => void;
  readonly number: number;
}

/**
 * The words of one statement as the assessor writes them, with the stretch that is selected to cover, and under them the
 * recipient's copy. The author and the time of each cover stay with the case.
 */
export function RedactStatement({ line, form, selected, onSelect, redact, redactEverywhere, change, number }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { statement, text, include, copy } = line;
  const redactions = redactionsOf(form.redacting, statement);
  const select = () => {
    const { selectionStart, selectionEnd } = field.current!;
    onSelect(selectionStart < selectionEnd ? { statement, from: selectionStart, to: selectionEnd } : null);
  };
  const type = (typed: string) => {
    const next = storable(typed);
    change({
      statements: { ...form.statements, [statement]: { include, text: next } },
      redacting: wordsChanged(form.redacting, statement, text, next),
    });
  };
  const here = selected?.statement === statement;
  // After the words were covered the caret stands behind them, as if they had been typed over.
  const covered = useRef(redactions.length);
  useEffect(() => {
    if (redactions.length > covered.current && document.activeElement === field.current) {
      const { selectionEnd } = field.current!;
      field.current!.setSelectionRange(selectionEnd, selectionEnd);
    }
    covered.current = redactions.length;
  }, [redactions.length]);
  return (
    <div className={styles.redact}>
      <textarea
        ref={field}
        aria-label={t('As the recipient reads it')}
        name={`statement ${statement}`}
        rows={3}
        dir="auto"
        spellCheck={false}
        disabled={!include}
        value={text}
        onSelect={select}
        onChange={(event) => type(event.target.value)}
      />
      {include && (
        <p className={styles.redactRow}>
          <Button variant="quiet" keys="Ctrl+E" disabled={!here} onClick={redact}>
            {t('Redact the selected words')}
          </Button>
          <Button variant="quiet" keys="Ctrl+Shift+E" disabled={!here} onClick={redactEverywhere}>
            {t('Everywhere in the pack')}
          </Button>
          {redactions.map((each) => (
            <Button
              key={each.id}
              variant="quiet"
              title={labelOf('redaction_reason', each.reason)}
              onClick={() => change({ redacting: lift(form.redacting, each.id) })}
            >
              {t('Uncover “{{words}}”', { words: shortened(text.slice(each.from, each.to)) })}
            </Button>
          ))}
        </p>
      )}
      {include && redactions.length > 0 && (
        <p className={styles.copyWords} role="group" aria-label={t('Copy of statement {{number}}', { number })}>
          <Redacted text={copy.text} gaps={copy.gaps} />
        </p>
      )}
    </div>
  );
}

const shortened = (words: string) => (words.length > 28 ? `${words.slice(0, 26).trimEnd()}…` : words);
