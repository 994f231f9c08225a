import { Check, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HandOverRow, OfferedRow } from '../../../shared/bridge/dues.ts';
import { Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { dayAndTime, relative } from '../case/when.ts';
import { descriptor } from '../desk/cover-line.ts';
import classes from './handover.module.css';
import { draftStageName } from '../case/sharing/draft-stage-name.ts';
import { reasonsInWords } from './reason-words.ts';

interface Shared {
  readonly here: boolean;
  /** Milliseconds, by the minute. */
  readonly now: number;
  readonly onPoint: () => void;
}

/** A row of the hand-over: its mark, its case, and what stands beneath. */
function Row(
  props: Shared & {
    readonly row: HandOverRow | OfferedRow;
    readonly kind: 'offered' | 'own' | 'late';
    readonly mark?: ReactNode;
    readonly checked?: boolean;
    readonly children: ReactNode;
  },
) {
  const { row, kind, here, checked } = props;
  return (
    <div
      id={`handover-${kind}-${row.caseId}`}
      role="row"
      aria-selected={checked ?? here}
      data-case={row.caseId}
      data-here={here}
      className={classes.row}
      onMouseDown={props.onPoint}
    >
      <span role="gridcell" className={classes.mark}>
        {props.mark}
      </span>
      <div role="gridcell" className={classes.what}>
        <p>
          <span translate="no" className="mono">
            {row.reference}
          </span>{' '}
          <span className={classes.muted}>{descriptor(row)}</span>
          {row.subject !== null && (
            <>
              {' · '}
              <Foreign text={row.subject} />
            </>
          )}
        </p>
        {props.children}
      </div>
    </div>
  );
}

/** Whether something is typed there that could go along. */
export const hasDraft = ({ reasons }: HandOverRow) => reasons.some(({ kind }) => kind === 'draft');

interface OwnProps extends Shared {
  readonly row: HandOverRow;
  readonly included: boolean;
  readonly line: string;
  /** Whether what is typed goes along. */
  readonly draftGoes: boolean;
  readonly onLine: (line: string) => void;
  /** Leaves the field for the rows. */
  readonly onLeave: () => void;
}

/** A case on which this person leaves something behind: why, and the one line that goes with it once it is included. */
export function OwnLine({ row, included, line, draftGoes, onLine, onLeave, now, ...shared }: OwnProps) {
  const words = row.reasons.flatMap((reason) => (reason.words === null ? [] : [reason.words]));
  const label = t('Line for {{reference}}', { reference: row.reference });
  return (
    <Row
      {...shared}
      now={now}
      row={row}
      kind="own"
      checked={included}
      mark={
        <>
          {included ? <Check size={16} aria-hidden="true" /> : <Square size={14} aria-hidden="true" />}
          <span className="sr-only">{included ? t('Included') : t('Not included')}</span>
        </>
      }
    >
      <ul className={classes.reasons}>
        {reasonsInWords(row, now).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {words.map((text) => (
        <Foreign key={text} as="p" text={text} />
      ))}
      {row.offer !== null && (
        <p className={classes.offer}>
          {t('Offered to {{name}} {{when}}: not accepted yet, {{relative}}.', {
            name: row.offer.to.name,
            when: dayAndTime(row.offer.at, now),
            relative: relative(row.offer.at, now),
          })}{' '}
          {t('Delete takes it back.')}
        </p>
      )}
      {included && hasDraft(row) && (
        <p className={classes.draft}>
          {draftGoes
            ? t('The draft goes with it, unsigned; your copy stays here. D keeps it back.')
            : t('The draft stays on this workstation. D passes it on with the case.')}
        </p>
      )}
      {included && (
        <input
          className={classes.line}
          aria-label={label}
          value={line}
          maxLength={1000}
          dir="auto"
          onChange={(event) => onLine(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            onLeave();
          }}
        />
      )}
    </Row>
  );
}

/** A case that a colleague offers, or one whose offer nobody takes. */
export function OfferLine({ row, kind, ...shared }: Shared & { row: OfferedRow; kind: 'offered' | 'late' }) {
  const { now } = shared;
  const { by, to, at } = row.offer;
  const values = { by: by.name, to: to.name, when: dayAndTime(at, now), relative: relative(at, now) };
  return (
    <Row {...shared} row={row} kind={kind}>
      <p>
        {kind === 'offered'
          ? t('From {{by}}, {{when}}, {{relative}}', values)
          : t('{{by}} offered it to {{to}} {{when}}, {{relative}}: nobody has accepted', values)}
      </p>
      {row.line !== null && <Foreign as="p" text={row.line.replaceAll('\uE002', '▇')} />}
      {row.drafts.length > 0 && (
        <p className={classes.muted}>
          {t('A draft comes with it, unsigned: {{stages}}', {
            stages: [...new Set(row.drafts)].map(draftStageName).join(', '),
          })}
        </p>
      )}
    </Row>
  );
}
