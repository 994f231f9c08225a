import { useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { UnheldRow } from '../../../shared/bridge/supervision.ts';
import { suggest } from '../../../shared/domain/allocation.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Empty, ErrorNotice, RadioKeys, Skeleton, useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { refusalWords } from '../../words/refusals.ts';
import { relative } from '../case/when.ts';
import { CaseCells } from './CaseCells.tsx';
import { RowList, useRowHere } from './RowList.tsx';
import { changeSupervisionPlace, useSupervisionPlace } from './supervision-place.ts';
import classes from './supervision.module.css';

const keyOf = ({ caseId }: UnheldRow) => caseId;
/** As many as one call takes. */
const AT_ONCE = 100;

/** Cases that nobody holds: who is suggested for each, by what figures, and all of them given at once. */
export function Allocation() {
  const read = useCall('supervision.unheld', {});
  const place = useSupervisionPlace();
  const now = useMinute();
  const go = usePlace((state) => state.go);
  const [notice, setNotice] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  const [given, setGiven] = useState<readonly { caseId: string; holderBefore: string | null }[]>([]);
  const side = useRef<HTMLDivElement>(null);
  const { rows, people } = read.value ?? { rows: [], people: [] };
  const { here } = useRowHere('allocation', rows, keyOf);
  const nameOf = (user: string) => people.find((one) => one.user === user)?.name ?? '';
  const out = (caseId: string) => place.out.includes(caseId);
  const included = rows.filter(({ caseId, offered }) => !out(caseId) && offered.length > 0);
  // Only what goes counts for the next suggestion.
  const suggestions = new Map(suggest(included, people, place.chosen).map((one) => [one.caseId, one]));
  const suggestedFor = (row: UnheldRow) => suggestions.get(row.caseId) ?? suggest([row], people, place.chosen)[0]!;

  const tell = (words: string) => {
    setNotice(words);
    announce(words);
  };
  const include = (caseId: string, on: boolean) =>
    changeSupervisionPlace((before) => ({
      out: on ? before.out.filter((one) => one !== caseId) : [...new Set([...before.out, caseId])],
    }));
  const choose = (caseId: string, user: string) =>
    changeSupervisionPlace((before) => ({ chosen: { ...before.chosen, [caseId]: user } }));
  const sign = async (acts: readonly { caseId: string; to: string | null }[]) => {
    if (busy || acts.length === 0) return null;
    setBusy(true);
    const signed: { caseId: string; holderBefore: string | null }[] = [];
    const refused: string[] = [];
    for (let from = 0; from < acts.length; from += AT_ONCE) {
      const some = acts.slice(from, from + AT_ONCE);
      const answer = await call('desk.sign', {
        acts: some.map(({ caseId, to }) => ({ caseId, type: 'allocated' as const, facets: { to } })),
      });
      setError(answer.ok ? null : answer.error);
      if (!answer.ok) break;
      for (const { act, holderBefore } of answer.value.signed) signed.push({ caseId: some[act]!.caseId, holderBefore });
      for (const { reference, code, reason, who } of answer.value.refused)
        refused.push(`${reference}: ${refusalWords(code, reason, who).why}`);
    }
    setBusy(false);
    askAgain('supervision.unheld', 'supervision.counts');
    return { signed, refused };
  };
  const allocate = async () => {
    const acts = included.flatMap(({ caseId }) => {
      const to = suggestions.get(caseId)?.to ?? null;
      return to === null ? [] : [{ caseId, to }];
    });
    if (acts.length === 0) return tell(t('Include at least one case: Space on its row.'));
    const done = await sign(acts);
    if (done === null) return;
    setGiven(done.signed);
    const words = t('Allocated: {{cases}}. Ctrl+Z takes back.', { cases: done.signed.length });
    tell([words, ...done.refused].join(' '));
  };
  const takeBack = async () => {
    const done = await sign(given.map(({ caseId, holderBefore }) => ({ caseId, to: holderBefore })));
    setGiven([]);
    if (done !== null) tell(t('Taken back: {{cases}}.', { cases: done.signed.length }));
  };
  useCommand('global.sign', () => void allocate(), rows.length > 0);
  useCommand('global.undo', () => void takeBack(), given.length > 0);
  useCommand('supervision.open', () => here && go({ screen: 'case', caseId: here.caseId }), here !== undefined);
  useCommand('supervision.include', () => here && include(here.caseId, out(here.caseId)), here !== undefined);
  useCommand(
    'supervision.includeAll',
    () => changeSupervisionPlace(() => ({ out: included.length === 0 ? [] : rows.map(({ caseId }) => caseId) })),
    rows.length > 0,
  );
  useCommand('supervision.person', () =>
    side.current?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus(),
  );
  if (read.error !== null)
    return <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />;
  if (read.value === undefined) return <Skeleton rows={8} />;
  const shown = (
    <>
      {notice !== null && <p className={classes.notice}>{notice}</p>}
      {error !== null && (
        <div className={classes.notice} role="alert">
          <ErrorNotice error={error} />
        </div>
      )}
    </>
  );
  if (rows.length === 0)
    return (
      <>
        {shown}
        <Empty title={t('Every case has somebody.')}>
          {t('A case that nobody holds, or whose holder is away, appears here by itself.')}
        </Empty>
      </>
    );
  return (
    <>
      {shown}
      <div className={classes.halves}>
        <RowList tab="allocation" label={t('Held by nobody')} rows={rows} keyOf={keyOf} multi>
          {(row) => {
            const { to, held, heavy } = suggestedFor(row);
            return (
              <>
                <span role="gridcell" className={classes.kind}>
                  <span aria-hidden="true">{out(row.caseId) ? '☐' : '☑'}</span>{' '}
                  {out(row.caseId) ? t('left out') : t('included')}
                </span>
                <span role="gridcell" className={classes.what}>
                  <CaseCells of={row} />
                  {row.heavy && <span className={classes.heavy}>{t('heavy')}</span>}
                </span>
                <span role="gridcell" className={classes.who}>
                  {to === null
                    ? t('Nobody here can be given it: move it to another desk.')
                    : t('{{name}}: holds {{held}}, of them {{heavy}} heavy', { name: nameOf(to), held, heavy })}
                </span>
                <span role="gridcell" className={classes.when}>
                  {relative(row.receivedAt, now)}
                </span>
              </>
            );
          }}
        </RowList>
        <div ref={side} className={classes.side} data-pane="person" role="group" aria-label={t('Who is given it')}>
          {here !== undefined && here.offered.length > 0 && (
            <RadioKeys
              label={t('{{reference}} goes to', { reference: here.reference })}
              direction="column"
              choices={here.offered.map((user) => {
                const load = people.find((one) => one.user === user);
                return {
                  value: user,
                  label: nameOf(user),
                  hint: t('holds {{held}}, of them {{heavy}} heavy', {
                    held: load?.held ?? 0,
                    heavy: load?.heavy ?? 0,
                  }),
                };
              })}
              value={suggestedFor(here).to}
              onChange={(user) => choose(here.caseId, user)}
              onEnter={() => document.querySelector<HTMLElement>('[data-pane="supervision"]')?.focus()}
            />
          )}
          <Button variant="main" keys="Ctrl+Enter" disabled={busy} onClick={() => void allocate()}>
            {t('Allocate {{cases}}', { cases: included.length })}
          </Button>
          <p className={classes.muted}>
            {t('A heavy case goes where fewest heavy ones are, any other where fewest are. You may choose otherwise.')}
          </p>
        </div>
      </div>
    </>
  );
}
