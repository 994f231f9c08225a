import type { CodeListName } from '../../../../shared/domain/codes.ts';
import { isValidOn } from '../../../../shared/domain/codes.ts';
import { codeList } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import type { Drafted } from '../use-draft.ts';
import { markingOf, type SendForm } from './pack.ts';
import styles from './send.module.css';

const inForce = (list: CodeListName, day: string) =>
  codeList(list)
    .entries.filter(({ code }) => isValidOn(list, code, day))
    .map(({ code, label }) => ({ value: code, label }));

/** By whose authority the pack leaves, its marking, and what its recipient may do: codes in force today. */
export function PackCodes({ draft, day }: { readonly draft: Drafted<SendForm>; readonly day: string }) {
  const { value, change } = draft;
  const select = (field: 'authority' | 'tier', list: CodeListName, label: string) => (
    <label className={styles.redactReason}>
      <span>{label}</span>
      <select value={value[field]} onChange={(event) => change({ [field]: event.target.value })}>
        {inForce(list, day).map(({ value: code, label: words }) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  const checks = (
    field: 'descriptors' | 'instructions' | 'conditions' | 'caveats',
    list: CodeListName,
    label: string,
    direction: 'row' | 'column' = 'column',
  ) => (
    <CheckKeys
      label={label}
      direction={direction}
      choices={inForce(list, day)}
      values={value[field]}
      onChange={(codes) => change({ [field]: codes })}
    />
  );
  return (
    <>
      {select('authority', 'dissemination_authority', t('By whose authority'))}
      {checks('conditions', 'handling_condition', t('Handling conditions'))}
      {checks('caveats', 'caveat', t('Caveats'))}
      <details>
        <summary>
          {t('Marking')}: <strong translate="no">{markingOf(value)}</strong>
        </summary>
        {select('tier', 'marking_tier', t('Classification'))}
        {checks('descriptors', 'marking_descriptor', t('Descriptor'), 'row')}
        {checks('instructions', 'marking_handling', t('Handling instruction'), 'row')}
      </details>
    </>
  );
}
