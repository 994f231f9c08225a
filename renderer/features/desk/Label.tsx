import { useState } from 'react';
import type { BulkAct } from '../../../shared/bridge/bulk.ts';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { isValidOn } from '../../../shared/domain/codes.ts';
import { codeList } from '../../words/codes.ts';
import { useCommand } from '../../app/commands.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import classes from './Desk.module.css';

/** Cases by their id, with the row as far as it was ever in view. */
export type Rows = ReadonlyMap<string, DeskRow | null>;

export interface LabelProps {
  /** Null while the dialog is closed. */
  readonly rows: Rows | null;
  readonly onClose: () => void;
  readonly onSign: (acts: readonly BulkAct[]) => void;
}

/** Puts labels of the dated list on the chosen cases, or takes them off. */
export function Label({ rows, onClose, onSign }: LabelProps) {
  return (
    <Dialog open={rows !== null} onClose={onClose} title={`${t('Label')} ${counted(rows?.size ?? 0, 'case')}`}>
      {rows !== null && <Choose rows={rows} onClose={onClose} onSign={onSign} />}
    </Dialog>
  );
}

function Choose({ rows, onClose, onSign }: LabelProps & { readonly rows: Rows }) {
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const known = [...rows.values()].filter((row) => row !== null);
  const having = (code: string) => known.filter((row) => row.labels.includes(code)).length;
  // A label that is no longer given can still be taken off.
  const labels = codeList('label').entries.filter(({ code }) => isValidOn('label', code, today) || having(code) > 0);
  const sign = () => {
    onClose();
    onSign(
      [...wanted].flatMap(([label, on]) =>
        [...rows.keys()].map((caseId): BulkAct => ({ caseId, type: 'labelled', facets: { label, on } })),
      ),
    );
  };
  useCommand('global.sign', sign, wanted.size > 0);
  return (
    <div className={classes.dialog}>
      <ul className={classes.people} aria-label={t('Labels')}>
        {labels.map(({ code, label }, index) => {
          const some = having(code);
          const all = some === rows.size;
          const on = wanted.get(code);
          return (
            <li key={code}>
              <label className={classes.value}>
                <input
                  type="checkbox"
                  data-autofocus={index === 0 ? true : undefined}
                  checked={on ?? all}
                  ref={(box) => {
                    if (box) box.indeterminate = on === undefined && some > 0 && !all;
                  }}
                  onChange={({ currentTarget: { checked } }) => setWanted(new Map(wanted).set(code, checked))}
                />
                <span className={classes.valueName}>{label}</span>
                {some > 0 && rows.size > 1 && (
                  <span className={classes.muted}>
                    {t('on {{some}} of {{all}}', { some: count(some), all: count(rows.size) })}
                  </span>
                )}
              </label>
            </li>
          );
        })}
      </ul>
      <div className={classes.acts}>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="main" keys="Ctrl+Enter" disabled={wanted.size === 0} onClick={sign}>
          {t('Sign')}
        </Button>
      </div>
    </div>
  );
}
