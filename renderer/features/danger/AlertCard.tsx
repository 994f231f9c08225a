import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { AlertWords } from '../../../shared/bridge/danger.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Empty, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { timeOf } from '../case/when.ts';
import classes from './danger.module.css';
import { closeDanger } from './danger-place.ts';
import { useFocusFirst } from './focus-first.ts';
import { Officers } from './Officers.tsx';
import { Script } from './Script.tsx';
import { Telephone } from './Telephone.tsx';
import { useAlerts } from './use-alerts.ts';

/** One alert: its words, how it stands, and what is still to be done until a named person has it. */
export function AlertCard({ caseId, alert }: { readonly caseId: string; readonly alert: string }) {
  const read = useCall('danger.read', { caseId, alert });
  if (read.error?.code === 'case_unknown') return <Empty title={t('This case is closed to you.')} />;
  if (read.error)
    return <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Try again')}</Button>} />;
  if (!read.value) return <Skeleton rows={8} />;
  return <Card words={read.value} />;
}

function Card({ words }: { readonly words: AlertWords }) {
  const { caseId, alert, mine, acknowledged, officers } = words;
  const { alerts, online } = useAlerts();
  const standing = alerts.find((open) => open.alert === alert)?.standing ?? (online ? 'sent' : 'ring');
  const rings = acknowledged === null && standing === 'ring';
  const card = useRef<HTMLDivElement>(null);
  const go = usePlace((place) => place.go);
  useFocusFirst(card, ...(mine ? ['input'] : ['[data-sign]']), 'button');
  const known = useRef(acknowledged !== null);
  useEffect(() => {
    if (acknowledged !== null && !known.current)
      announce(t('Acknowledged by {{name}}.', { name: acknowledged.told ?? acknowledged.by.name }), true);
    known.current = acknowledged !== null;
  }, [acknowledged]);
  return (
    <div ref={card} className={classes.form}>
      <p className={classes.about}>
        <span translate="no" className="mono">
          {words.reference}
        </span>{' '}
        · {words.unitName}
      </p>
      <State words={words} rings={rings} online={online} />
      {words.words === null ? (
        <p>{t('The contents of this alert were erased.')}</p>
      ) : (
        <dl className={classes.words}>
          <dt>{t('Who')}</dt>
          <dd>
            <Foreign text={words.words.who || t('Not known')} />
          </dd>
          <dt>{t('Where')}</dt>
          <dd>
            <Foreign text={words.words.where || t('Not known')} />
          </dd>
          <dt>{t('Why now')}</dt>
          <dd>
            <Foreign text={words.words.whyNow || t('Not said')} />
          </dd>
          <dt>{t('Safe contact')}</dt>
          <dd>
            <Foreign text={words.words.safeContact || t('No rules are known')} />
          </dd>
        </dl>
      )}
      {acknowledged === null && !mine && <TakeOn caseId={caseId} alert={alert} />}
      {acknowledged === null && <Officers officers={officers} />}
      {acknowledged === null && words.told !== null && <Script words={words} told={words.told} open={rings} />}
      {acknowledged === null && <Telephone words={words} />}
      <p className={classes.acts}>
        <Button
          variant="quiet"
          onClick={() => {
            closeDanger();
            go({ screen: 'case', caseId });
          }}
        >
          {t('Open the case')}
        </Button>
        {acknowledged !== null && <Button onClick={closeDanger}>{t('Close')}</Button>}
      </p>
    </div>
  );
}

function State({ words, rings, online }: { words: AlertWords; rings: boolean; online: boolean }) {
  const { acknowledged, at, by, mine, officers } = words;
  if (acknowledged !== null)
    return (
      <p className={classes.taken} role="status">
        <strong>{t('Acknowledged by {{name}}', { name: acknowledged.told ?? acknowledged.by.name })}</strong>,{' '}
        {timeOf(acknowledged.at)}
        {acknowledged.how === 'telephone' && `. ${t('Told by telephone by {{name}}', { name: acknowledged.by.name })}`}
      </p>
    );
  const raised = mine
    ? t('Sent by you at {{time}}.', { time: timeOf(at) })
    : t('Raised by {{name}} at {{time}}.', { name: by.name, time: timeOf(at) });
  if (!rings)
    return (
      <p className={classes.waits} role="status">
        <strong>{t('Not acknowledged yet.')}</strong> {raised}
      </p>
    );
  const officer = officers.find(({ telephone }) => telephone !== null);
  return (
    <p className={classes.rings} role="status">
      <strong>
        {officer === undefined
          ? t('Not acknowledged. Ring now.')
          : t('Not acknowledged. Ring {{number}}, {{name}}.', { number: officer.telephone ?? '', name: officer.name })}
      </strong>{' '}
      {online ? t('Five minutes have passed.') : t('This workstation is offline.')} {raised}
      {!words.sent && ` ${t('Nobody but this workstation has it.')}`}
    </p>
  );
}

/** A colleague takes it on: one key, and their name stands on it. */
function TakeOn({ caseId, alert }: { readonly caseId: string; readonly alert: string }) {
  const [error, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await call('case.sign', {
      caseId,
      type: 'danger_acknowledged',
      facets: { alert, how: 'here' },
      payload: {},
    });
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    askAgain('danger.open', 'danger.read', 'case.read');
  };
  useCommand('global.sign', () => void take());
  return (
    <div className={classes.takeOn}>
      {error !== null && <ErrorNotice error={error} />}
      <Button variant="main" keys="Ctrl+Enter" data-sign disabled={busy} onClick={() => void take()}>
        {t('I take this on')}
      </Button>
    </div>
  );
}
