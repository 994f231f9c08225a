import { useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { RefusedEvent } from '../../../../shared/bridge/case.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { holdSeconds } from '../../../app/hold-length.ts';
import { useCommand } from '../../../app/commands.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import { RefusalList } from '../../sync/Refusals.tsx';
import { useNames } from '../../sync/use-names.ts';
import { eventName } from '../../../words/labels.ts';
import { refusalWords } from '../../../words/refusals.ts';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import styles from './assess.module.css';
import refusalsStyles from './refusals.module.css';
import { DecisionForm } from './gaps.ts';
import { VersionWords } from './VersionWords.tsx';
import { t } from '../../../words/t.ts';

/** What the hub refused of one's own: nothing is lost, each is answered. */
export function Refusals({ refused }: { readonly refused: readonly RefusedEvent[] }) {
  const { nameOf, read } = useOpenCase();
  const decisions = refused.filter(({ type }) => type === 'decided');
  const others = refused.filter(({ type }) => type !== 'decided');
  const names = useNames();
  const people = { ...names, ...Object.fromEntries(Object.keys(read.names).map((user) => [user, nameOf(user)])) };
  return (
    <div className={refusalsStyles.refusals} role="region" aria-label={t('Refused')}>
      {decisions.map((event) => (
        <Refusal key={event.event} refused={event} />
      ))}
      {others.length > 0 && <RefusalList rows={others} names={people} onDone={() => undefined} />}
    </div>
  );
}

/** The words of a refused decision as the form of a new one. */
function formOf(refused: RefusedEvent): DecisionForm | null {
  const form = DecisionForm.safeParse({
    ...refused.facets,
    ...(typeof refused.payload === 'object' && refused.payload !== null ? refused.payload : {}),
    supersedes: refused.event,
  });
  return form.success ? form.data : null;
}

function Refusal({ refused }: { readonly refused: RefusedEvent }) {
  const { caseId, nameOf, now, sign, openStage, read } = useOpenCase();
  const [error, setError] = useState<CallError | null>(null);
  const [open, setOpen] = useState(true);
  const { what, why, who } = refusalWords(refused.code, refused.reason, refused.who);
  const form = refused.type === 'decided' ? formOf(refused) : null;
  const { current } = refused;
  useCommand('assess.compare', () => setOpen(!open));

  const settle = async () => {
    const answer = await call('refusals.settle', { event: refused.event });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) askAgain('case.read', 'refusals.read', 'desk.counts');
  };
  /** The refused words become a draft again; with `hold` they are signed over what stands. */
  const reuse = async (hold: boolean) => {
    if (form === null) return;
    const content = { form, caret: { field: 'rationale', at: form.rationale.length } };
    const saved = await call('draft.save', { caseId, part: 'decision', content });
    if (!saved.ok) return setError(saved.error);
    if (hold) {
      const answer = await sign({
        type: 'decided',
        facets: refused.facets,
        payload: refused.payload,
        basedOn: read.slots.decision ?? null,
        supersedes: refused.event,
        draft: 'decision',
        holdSeconds: holdSeconds(),
      });
      if (!answer.ok) return setError(answer.error);
    }
    askAgain('case.read');
    setOpen(false);
    openStage('decision');
  };

  return (
    <section
      className={refusalsStyles.refusal}
      aria-label={t('{{eventName}} refused', { eventName: eventName(refused.type) })}
    >
      <p className={refusalsStyles.refusalHead}>
        <strong>
          {t('Your {{eventName}} was not accepted.', { eventName: eventName(refused.type).toLowerCase() })}
        </strong>{' '}
        {what} {why} {who}
      </p>
      {open && (
        <div className={refusalsStyles.versionsBeside}>
          <VersionWords
            heading={t('Yours, {{dayAndTime}}', { dayAndTime: dayAndTime(refused.at, now) })}
            type={refused.type}
            facets={refused.facets}
            payload={refused.payload}
          />
          {current !== null ? (
            <VersionWords
              heading={t('Stands, by {{name}}, {{dayAndTime}}', {
                name: nameOf(current.by),
                dayAndTime: dayAndTime(current.at, now),
              })}
              type={refused.type}
              facets={current.facets}
              payload={current.payload}
            />
          ) : (
            refused.code === 'conflict' && (
              <p className={styles.muted}>{t('The version that stands has not arrived here yet.')}</p>
            )
          )}
        </div>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        <Button variant="quiet" keys="Ctrl+D" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('Hide versions') : t('Compare versions')}
        </Button>
        <Button onClick={() => void settle()}>{t('Keep what stands')}</Button>
        {form !== null && (
          <>
            <Button onClick={() => void reuse(true)}>{t('Replace it with mine')}</Button>
            <Button onClick={() => void reuse(false)}>{t('Write a third')}</Button>
          </>
        )}
      </div>
    </section>
  );
}
