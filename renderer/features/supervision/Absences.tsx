import { useRef, useState } from 'react';
import type { CallAnswer, CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import type { AbsenceRow } from '../../../shared/bridge/supervision.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { useMe } from '../../app/me.ts';
import { announce, Button, Empty, ErrorNotice, Skeleton, useMinute } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../case/london-field.ts';
import { dayAndTime } from '../case/when.ts';
import { shareDrafts } from './share-drafts.ts';
import { RowList, useRowHere } from './RowList.tsx';
import classes from './supervision.module.css';

type Gone = CallOutput<'absence.set'>;
const keyOf = ({ user, unit }: AbsenceRow) => `${user}-${unit}`;

/** Who is away, who covers, and what is held for whom: the cases go to the cover, and come back. */
export function Absences() {
  const read = useCall('absence.read', {});
  const now = useMinute();
  const me = useMe()?.user;
  const [notice, setNotice] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const side = useRef<HTMLDivElement>(null);
  const rows = read.value?.rows ?? [];
  const { here } = useRowHere('absence', rows, keyOf);
  useCommand('supervision.person', () => side.current?.querySelector<HTMLElement>('select, button')?.focus());
  useCommand('supervision.open', () => side.current?.querySelector<HTMLElement>('select, button')?.focus());
  const done = (words: (gone: Gone) => string, answer: CallAnswer<Gone>) => {
    setError(answer.ok ? null : answer.error);
    askAgain('absence.read', 'supervision.unheld', 'supervision.counts', 'desk.counts');
    if (!answer.ok) return;
    const { left } = answer.value;
    const said = [
      words(answer.value),
      ...(left > 0 ? [t('{{left}} stay: allocate them to somebody else.', { left })] : []),
    ].join(' ');
    setNotice(said);
    announce(said);
  };
  if (read.error !== null)
    return <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />;
  if (read.value === undefined) return <Skeleton rows={8} />;
  if (here === undefined)
    return <Empty title={t('You work at no desk.')}>{t('Absences are said of the people of a desk.')}</Empty>;
  const went = ({ gone }: Gone) => t('{{cases}} went to the cover.', { cases: counted(gone, 'case') });
  const back = async () => {
    // What was typed on a case while it was covered goes along, where it is the cover who gives it back.
    await shareDrafts(here.user);
    const answer = await call('absence.back', { user: here.user, unit: here.unit });
    done(({ gone }) => t('Back: {{cases}} came back.', { cases: counted(gone, 'case') }), answer);
  };
  return (
    <>
      {notice !== null && <p className={classes.notice}>{notice}</p>}
      {error !== null && (
        <div className={classes.notice} role="alert">
          <ErrorNotice error={error} />
        </div>
      )}
      <div className={classes.halves}>
        <RowList tab="absence" label={t('Absences')} rows={rows} keyOf={keyOf}>
          {({ name, unit, held, covered, absence, user }) => (
            <>
              <span role="gridcell" className={classes.kind}>
                {name} {user === me ? t('(you)') : ''}
              </span>
              <span role="gridcell" className={classes.what}>
                {absence === null
                  ? t('Here')
                  : `${absence.away ? t('Away since {{when}}', { when: dayAndTime(absence.from, now) }) : t('Away from {{when}}', { when: dayAndTime(absence.from, now) })}${absence.until === null ? '' : `, ${t('until {{when}}', { when: dayAndTime(absence.until, now) })}`}`}
                {absence !== null && '. '}
                {absence !== null &&
                  (absence.cover === null ? t('Nobody covers.') : t('{{name}} covers.', { name: absence.cover.name }))}
              </span>
              <span role="gridcell" className={classes.who}>
                {t('holds {{held}}', { held })}
                {covered > 0 && `; ${t('{{covered}} held for them', { covered })}`}
              </span>
              <span role="gridcell" className={classes.when}>
                {unit}
              </span>
            </>
          )}
        </RowList>
        <div ref={side} className={classes.side} data-pane="absence" role="group" aria-label={t('Absence')}>
          {here.absence === null && here.covered === 0 ? (
            <SetAbsence key={keyOf(here)} row={here} me={me ?? ''} onSet={(answer) => done(went, answer)} />
          ) : (
            <>
              <p>{t('{{name}}: the cases come back, with everything that was done on them.', { name: here.name })}</p>
              <Button variant="main" onClick={() => void back()}>
                {t('{{name}} is back', { name: here.name })}
              </Button>
              {here.absence?.away === true && here.absence.cover !== null && here.held > 0 && (
                <Button
                  onClick={() => void call('absence.give', { user: here.user }).then((answer) => done(went, answer))}
                >
                  {t('Give {{cases}} to {{name}}', {
                    cases: counted(here.held, 'case'),
                    name: here.absence.cover.name,
                  })}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </>
  );
}

interface SetProps {
  readonly row: AbsenceRow;
  readonly me: string;
  readonly onSet: (answer: CallAnswer<Gone>) => void;
}

function SetAbsence({ row, me, onSet }: SetProps) {
  const people = useCall('directory.people', { unit: row.unit, caseIds: [] }).value ?? [];
  const now = useMinute();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [cover, setCover] = useState('');
  const [busy, setBusy] = useState(false);
  const others = people.filter(({ user }) => user !== row.user);
  const set = async () => {
    setBusy(true);
    const at = from === '' ? new Date().toISOString() : instantOfField(from);
    const end = until === '' ? null : instantOfField(until);
    const answer = await call('absence.set', {
      user: row.user,
      unit: row.unit,
      from: at ?? new Date().toISOString(),
      until: end,
      cover: cover === '' ? null : cover,
    });
    // Only one's own drafts lie here; those of somebody who is away already stay on their workstation, encrypted.
    if (answer.ok && row.user === me && cover !== '') await shareDrafts(cover);
    setBusy(false);
    onSet(answer);
  };
  return (
    <div className={classes.form}>
      <label className={classes.field}>
        <span>{t('Who covers for {{name}}', { name: row.name })}</span>
        <select value={cover} onChange={(event) => setCover(event.currentTarget.value)}>
          <option value="">{t('Nobody: the cases go back to be allocated')}</option>
          {others.map(({ user, name }) => (
            <option key={user} value={user}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={classes.field}>
        <span>{t('Away from; empty for now')}</span>
        <input
          type="datetime-local"
          value={from}
          min={fieldOfInstant(new Date(now).toISOString())}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label className={classes.field}>
        <span>{t('Until; empty while it is not known')}</span>
        <input type="datetime-local" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </label>
      <Button variant="main" disabled={busy} onClick={() => void set()}>
        {t('{{name}} is away', { name: row.name })}
      </Button>
      <p className={classes.muted}>
        {from !== ''
          ? t(
              'When that time comes the cases go to the cover by themselves, and come back when it is over. What was typed and not signed goes along as soon as the workstation where it lies is open.',
            )
          : row.user === me
            ? t('Your cases go to the cover at once, and what you typed on them goes along, unsigned.')
            : t('Their cases go to the cover at once. What they typed and did not sign stays on their workstation.')}
      </p>
    </div>
  );
}
