import { useState } from 'react';
import { RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { MoveForm } from './MoveForm.tsx';
import classes from './moving.module.css';
import type { FormProps } from './use-move.ts';

type Why = 'misrouted' | 'handed_back' | 'opened_again';

/** A case goes to the desk of another unit, with its whole history: the report was sent to the wrong one, or goes back. */
export function TransferForm({ caseId, reference, moving, onMoved }: FormProps) {
  const [unit, setUnit] = useState('');
  const [why, setWhy] = useState<Why>(moving.apart ? 'opened_again' : 'misrouted');
  const target = moving.units.find((one) => one.unit === unit);
  return (
    <MoveForm
      title={t('Transfer to another unit')}
      command={target?.ready === true ? { caseId, to: 'desk', unit: target.unit, why } : null}
      told={t('Case {{reference}} goes to {{unit}}.', { reference, unit: target?.name ?? '' })}
      hint={t('The other unit reads this in the case’s history.')}
      seenBy={moving.seenBy}
      then={target?.people ?? null}
      means={t(
        'The whole case goes: report, files, and everything that was signed. It leaves this unit’s workstations at their next sync; the other unit can hand it back.',
      )}
      onMoved={onMoved}
    >
      {(busy) => (
        <>
          <label className={classes.field}>
            <span>{t('Unit')}</span>
            <select
              data-autofocus
              name="unit"
              value={unit}
              disabled={busy}
              onChange={(event) => setUnit(event.currentTarget.value)}
            >
              <option value="">{t('Choose a unit')}</option>
              {moving.units.map((one) => (
                <option key={one.unit} value={one.unit} disabled={!one.ready}>
                  {one.ready ? one.name : t('{{unit}} (no key yet)', { unit: one.name })}
                </option>
              ))}
            </select>
          </label>
          <RadioKeys
            label={t('What is wrong')}
            value={why}
            onChange={setWhy}
            disabled={busy}
            choices={[
              { value: 'misrouted', label: t('It was sent to the wrong unit'), key: '1' },
              { value: 'handed_back', label: t('It is handed back'), key: '2' },
              ...(moving.apart ? [{ value: 'opened_again' as const, label: t('It need not be apart'), key: '3' }] : []),
            ]}
          />
        </>
      )}
    </MoveForm>
  );
}
