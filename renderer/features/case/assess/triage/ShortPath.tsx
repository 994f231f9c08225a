import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../../../ui/index.ts';
import { categoryShort } from '../../../../words/labels.ts';
import { t } from '../../../../words/t.ts';
import { CheckKeys } from '../../parts/CheckKeys.tsx';
import { ClearAt } from '../ClearAt.tsx';
import { Grounds } from '../Grounds.tsx';
import { offeredCodes } from '../../parts/offered-codes.ts';
import { DecisionLines } from './DecisionLines.tsx';
import { grounds, openSteps } from './triage-form.ts';
import styles from './triage.module.css';
import type { Triage } from './use-triage.ts';

/** Danger, category, referral test, outcome: each answer unlocks the next, and all are signed in one go. */
export function ShortPath({ triage, danger }: { readonly triage: Triage; readonly danger: boolean }) {
  const { value, change } = triage.draft;
  const steps = openSteps(value, danger);
  const next = [t('danger'), t('category'), t('referral test'), t('outcome')][steps.length] ?? null;
  const answered = grounds.every(({ code }) => value.answers[code] !== undefined);
  const [changing, setChanging] = useState<Part | null>(() => (value.categories.length === 0 ? 'categories' : null));
  const path = useRef<HTMLDivElement>(null);
  // What is answered makes room for what is next, and the focus goes there.
  const before = useRef(answered);
  useEffect(() => {
    const now = answered && !before.current;
    before.current = answered;
    if (!now) return;
    setChanging(null);
    path.current?.querySelector<HTMLElement>('[data-next] input')?.focus();
  }, [answered]);
  const toggle = (part: Part) => setChanging(changing === part ? null : part);
  const yes = grounds.filter(({ code }) => value.answers[code] === 'yes');
  const unclear = grounds.filter(({ code }) => value.answers[code] === 'unclear');
  return (
    <div
      ref={path}
      className={styles.path}
      role="group"
      aria-label={t('Short path')}
      data-draft={triage.draft.savedAt !== null}
    >
      {steps.includes('categories') && (
        <Answered
          label={t('Category')}
          words={value.categories.map(categoryShort).join(', ')}
          open={changing === 'categories'}
          onToggle={() => toggle('categories')}
        >
          <CheckKeys
            label={t('Hotline category')}
            choices={offeredCodes('hotline_category', value.categories, new Date().toISOString()).map(({ code }) => ({
              value: code,
              label: categoryShort(code),
            }))}
            values={value.categories}
            onChange={(categories) => change({ categories })}
            direction="row"
          />
        </Answered>
      )}
      {steps.includes('grounds') && (
        <Answered
          label={t('Referral test, if true')}
          words={
            yes.length + unclear.length === 0
              ? t('no on every ground')
              : t('yes on {{yes}}, unclear on {{unclear}} of {{all}}', {
                  yes: yes.length,
                  unclear: unclear.length,
                  all: grounds.length,
                })
          }
          open={!answered || changing === 'grounds'}
          {...(answered && { onToggle: () => toggle('grounds') })}
        >
          <div className={styles.grounds}>
            <Grounds
              answers={value.answers}
              onChange={(answers) => {
                if (changing === 'categories') setChanging(null);
                change({ answers });
              }}
            />
          </div>
        </Answered>
      )}
      <div data-next className={styles.path}>
        {steps.includes('grounds') && yes.length > 0 && answered && (
          <ClearAt value={value.clear} onChange={(clear) => change({ clear })} />
        )}
        {steps.includes('outcome') && <DecisionLines triage={triage} rationale={steps.includes('rationale')} />}
      </div>
      {next !== null && <p className={styles.next}>{t('Open: {{step}}', { step: next })}</p>}
    </div>
  );
}

type Part = 'categories' | 'grounds';

interface AnsweredProps {
  readonly label: string;
  readonly words: string;
  readonly open: boolean;
  /** Absent while it has to stay open. */
  readonly onToggle?: () => void;
  readonly children: ReactNode;
}

/** A part of the path: in one line once it is answered, or open to be answered. */
function Answered({ label, words, open, onToggle, children }: AnsweredProps) {
  return (
    <section aria-label={label}>
      {onToggle !== undefined && (
        <p className={styles.answered}>
          <strong>{label}</strong> <span>{words}</span>
          <Button variant="quiet" aria-expanded={open} onClick={onToggle}>
            {open ? t('Done') : t('Change')}
          </Button>
        </p>
      )}
      {open && children}
    </section>
  );
}
