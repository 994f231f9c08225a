import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { lettersAreOn } from '../../app/commands.ts';
import { Button, ErrorNotice, Kbd } from '../../ui/index.ts';
import { codeList } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import styles from './reason.module.css';

const reasons = codeList('opening_reason').entries;

/** Why a case outside one's own list is opened: one key out of four, once in a sitting. Danger never waits for it. */
export function ReasonSheet({ caseId }: { readonly caseId: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const sheet = useRef<HTMLElement>(null);
  const open = async (reason: string) => {
    if (chosen !== null) return;
    setError(null);
    setChosen(reason);
    const answer = await call('case.read', { caseId, peek: false, reason });
    if (answer.ok) return askAgain('case.read');
    setChosen(null);
    setError(answer.error);
  };
  // The sheet itself has the focus: an Enter that is still down from the list must not choose.
  useEffect(() => sheet.current?.focus(), []);
  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const byKey = lettersAreOn() ? reasons[Number(event.key) - 1] : undefined;
    if (step !== undefined) {
      const buttons = [...(sheet.current?.querySelectorAll('button') ?? [])];
      const at = buttons.findIndex((button) => button === document.activeElement);
      buttons.at(at < 0 && step < 0 ? -1 : (at + step) % buttons.length)?.focus();
    } else if (byKey !== undefined) void open(byKey.code);
    else return;
    event.preventDefault();
  };
  return (
    <section
      ref={sheet}
      tabIndex={-1}
      className={styles.sheet}
      aria-label={t('Why this case is opened')}
      data-pane="reason"
      onKeyDown={hear}
    >
      <h1>{t('Why do you open this case?')}</h1>
      <p>
        {t(
          'It is not on your own list: somebody else holds it, or has decided it. The reason stands in the journal, which auditors read.',
        )}
      </p>
      <ul className={styles.reasons}>
        {reasons.map(({ code, label }, index) => (
          <li key={code}>
            <Button
              keys={String(index + 1)}
              disabled={chosen !== null}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => void open(code)}
            >
              {label}
            </Button>
          </li>
        ))}
      </ul>
      <p>
        <Kbd keys="Escape" /> <span className={styles.muted}>{t('leaves it closed.')}</span> <Kbd keys="F8" />{' '}
        <span className={styles.muted}>{t('when somebody is in danger: no reason is asked.')}</span>
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
