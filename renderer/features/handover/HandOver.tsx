import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import type { HandOverRow } from '../../../shared/bridge/dues.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Empty } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { moveOf } from '../desk/moves.ts';
import { accept, give, type Gone, takeBack } from './give.ts';
import { changeHandOverPlace, useHandOverPlace } from './hand-over-place.ts';
import classes from './handover.module.css';
import { hasDraft, OfferLine, OwnLine } from './Line.tsx';
import { lineOf } from './reason-words.ts';
import { Recipients } from './Recipients.tsx';

type Lists = CallOutput<'handover.read'>;

interface Props {
  readonly lists: Lists;
  /** Milliseconds, by the minute. */
  readonly now: number;
  readonly onNotice: (notice: { words: string; error: CallError | null } | null) => void;
}

/** The rows of a hand-over in one grid: what is offered, what one would leave behind, what nobody accepts. */
export function HandOver({ lists, now, onNotice }: Props) {
  const { own, offered, late } = lists;
  const place = useHandOverPlace();
  const go = usePlace((state) => state.go);
  const [busy, setBusy] = useState(false);
  const [lastGiven, setLastGiven] = useState<readonly string[]>([]);
  const grid = useRef<HTMLDivElement>(null);
  const side = useRef<HTMLDivElement>(null);
  const rows = [
    ...offered.map((row) => ({ kind: 'offered' as const, row })),
    ...own.map((row) => ({ kind: 'own' as const, row })),
    ...late.map((row) => ({ kind: 'late' as const, row })),
  ];
  const keyOf = ({ kind, row }: (typeof rows)[number]) => `${kind}-${row.caseId}`;
  const at = Math.max(
    0,
    rows.findIndex((each) => keyOf(each) === place.cursor),
  );
  const here = rows[at];
  const included = own.filter(({ caseId }) => place.included.includes(caseId));
  const people = useCall('handover.people', { caseIds: included.map(({ caseId }) => caseId) });
  const recipient = (people.value ?? []).find(({ user }) => user === place.to);
  const lineFor = (row: HandOverRow) => place.lines[row.caseId] ?? lineOf(row, now);

  const toRows = () => grid.current?.focus();
  const moveTo = (index: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (next !== undefined) changeHandOverPlace(() => ({ cursor: keyOf(next) }));
  };
  const some = rows.length > 0;
  useEffect(() => {
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (some && nowhere) grid.current?.focus();
  }, [some]);
  const hereKey = here === undefined ? null : keyOf(here);
  useEffect(() => {
    if (hereKey !== null) document.getElementById(`handover-${hereKey}`)?.scrollIntoView({ block: 'nearest' });
  }, [hereKey]);

  const tell = (words: string, error: CallError | null = null) => {
    onNotice({ words, error });
    if (error === null) announce(words);
  };
  /** Signs one after another, and says how far it came. */
  const signing = async (work: () => Promise<Gone>, said: (cases: number) => string): Promise<Gone | null> => {
    if (busy) return null;
    setBusy(true);
    const gone = await work();
    setBusy(false);
    askAgain('handover.read', 'dues.counts');
    if (gone.failed === null) tell(said(gone.done.length));
    else
      tell(
        t('{{cases}} signed; then {{reference}} was refused:', {
          cases: gone.done.length,
          reference: gone.failed.reference,
        }),
        gone.failed.error,
      );
    toRows();
    return gone;
  };
  const include = (caseIds: readonly string[], on: boolean) =>
    changeHandOverPlace((before) => ({
      included: on
        ? [...new Set([...before.included, ...caseIds])]
        : before.included.filter((caseId) => !caseIds.includes(caseId)),
    }));
  const signAll = async () => {
    if (included.length === 0) return tell(t('Include at least one case: Space on its row.'));
    if (place.to === null || recipient === undefined) return tell(t('Choose who receives: R.'));
    if (!recipient.canReceive) return tell(t('{{name}} cannot receive these cases.', { name: recipient.name }));
    const blank = included.find((row) => lineFor(row).trim() === '');
    if (blank !== undefined) return tell(t('Write a line for {{reference}}.', { reference: blank.reference }));
    const { user, name } = recipient;
    const lines = included.map((row) => lineFor(row).trim());
    const gone = await signing(
      () => give(included, user, lines, place.drafts),
      (cases) =>
        t('Offered to {{name}}: {{cases}}. You hold them until they are accepted. Ctrl+Z takes back.', { name, cases }),
    );
    if (gone === null) return;
    setLastGiven(gone.done);
    changeHandOverPlace((before) => ({
      included: before.included.filter((caseId) => !gone.done.includes(caseId)),
      drafts: before.drafts.filter((caseId) => !gone.done.includes(caseId)),
      lines: Object.fromEntries(Object.entries(before.lines).filter(([caseId]) => !gone.done.includes(caseId))),
    }));
  };
  const accepting = (which: Lists['offered']) =>
    signing(
      () => accept(which),
      (cases) => t('Accepted: {{cases}}. You hold them now.', { cases }),
    );
  const takingBack = (which: readonly HandOverRow[]) =>
    signing(
      () => takeBack(which),
      (cases) => t('Taken back: {{cases}}.', { cases }),
    );

  useCommand('global.sign', () => void signAll(), own.length > 0);
  useCommand('handover.include', () => {
    if (here?.kind !== 'own') return;
    include([here.row.caseId], !place.included.includes(here.row.caseId));
    moveTo(at + 1);
  });
  useCommand('handover.includeAll', () => {
    const all = own.map(({ caseId }) => caseId);
    include(all, included.length < own.length);
  });
  useCommand('handover.open', () => {
    if (here === undefined) return;
    if (here.kind === 'offered') void accepting([here.row]);
    else go({ screen: 'case', caseId: here.row.caseId });
  });
  useCommand('handover.draft', () => {
    if (here?.kind !== 'own' || !hasDraft(here.row)) return;
    const { caseId } = here.row;
    const goes = !place.drafts.includes(caseId);
    include([caseId], true);
    changeHandOverPlace((before) => ({
      drafts: goes ? [...before.drafts, caseId] : before.drafts.filter((other) => other !== caseId),
    }));
    announce(goes ? t('The draft goes with the case, unsigned.') : t('The draft stays on this workstation.'));
  });
  useCommand('handover.line', () => {
    if (here?.kind !== 'own') return;
    include([here.row.caseId], true);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#handover-${keyOf(here)} input`)?.focus());
  });
  useCommand('handover.recipient', () =>
    side.current?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus(),
  );
  useCommand('handover.acceptAll', () => void accepting(offered), offered.length > 0);
  useCommand('handover.takeBack', () => {
    if (here?.kind === 'own' && here.row.offer !== null) void takingBack([here.row]);
  });
  const undoable = own.filter(({ caseId, offer }) => offer !== null && lastGiven.includes(caseId));
  useCommand(
    'global.undo',
    () => {
      setLastGiven([]);
      void takingBack(undoable);
    },
    undoable.length > 0,
  );

  const hear = (event: KeyboardEvent) => {
    if (event.target !== grid.current || event.shiftKey) return;
    const next = moveOf(event, at, 8);
    if (next === null) return;
    event.preventDefault();
    moveTo(next);
  };
  if (!some)
    return (
      <Empty title={t('You leave nothing behind.')}>
        {t(
          'No safeguarding action, clock, draft, question or refused entry of yours is open until then, and nobody offers you a case.',
        )}
      </Empty>
    );
  const group = (kind: (typeof rows)[number]['kind'], name: string) =>
    rows.some((each) => each.kind === kind) && (
      <div role="rowgroup" aria-label={name}>
        <p className={classes.group} role="row">
          <span role="gridcell">{name}</span>
        </p>
        {rows.map((each, index) => {
          const shared = { here: index === at, now, onPoint: () => moveTo(index) };
          if (each.kind !== kind) return null;
          return each.kind === 'own' ? (
            <OwnLine
              key={each.row.caseId}
              {...shared}
              row={each.row}
              included={place.included.includes(each.row.caseId)}
              line={lineFor(each.row)}
              draftGoes={place.drafts.includes(each.row.caseId)}
              onLine={(line) =>
                changeHandOverPlace((before) => ({ lines: { ...before.lines, [each.row.caseId]: line } }))
              }
              onLeave={toRows}
            />
          ) : (
            <OfferLine key={each.row.caseId} {...shared} row={each.row} kind={each.kind} />
          );
        })}
      </div>
    );
  return (
    <div className={classes.halves}>
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={t('Hand-over')}
        aria-multiselectable="true"
        aria-activedescendant={hereKey === null ? undefined : `handover-${hereKey}`}
        data-keys="handover"
        data-pane="handover"
        className={classes.grid}
        onKeyDown={hear}
      >
        {group('offered', t('Offered to you: {{cases}}', { cases: offered.length }))}
        {group('own', t('Yours to hand over: {{cases}}', { cases: own.length }))}
        {group('late', t('Nobody has accepted for 30 minutes: {{cases}}', { cases: late.length }))}
      </div>
      <div ref={side} className={classes.side} data-pane="recipient" role="group" aria-label={t('Who receives')}>
        <Recipients
          people={people.value ?? []}
          included={included.length}
          to={place.to}
          onChoose={(to) => changeHandOverPlace(() => ({ to }))}
          onEnter={toRows}
        />
        <div className={classes.acts}>
          {own.length > 0 && (
            <Button variant="main" keys="Ctrl+Enter" disabled={busy} onClick={() => void signAll()}>
              {recipient === undefined || included.length === 0
                ? t('Hand over')
                : t('Hand over {{cases}} to {{name}}', { cases: included.length, name: recipient.name })}
            </Button>
          )}
          {offered.length > 0 && (
            <Button disabled={busy} onClick={() => void accepting(offered)}>
              {t('Accept everything offered: {{cases}}', { cases: offered.length })}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
