import { codeList } from '../../../../words/codes.ts';
import type { Outcome, Route } from '../../../../../shared/domain/events/assessment.ts';
import { RadioKeys, TextArea } from '../../../../ui/index.ts';
import { t } from '../../../../words/t.ts';
import { CheckKeys } from '../../parts/CheckKeys.tsx';
import { outcomeWord } from '../../words.ts';
import { ForceField } from '../ForceField.tsx';
import { useOpenCase } from '../../open-case.ts';
import styles from './triage.module.css';
import type { Triage } from './use-triage.ts';

const outcomes = codeList('outcome').entries.map(({ code }) => ({
  value: code as Outcome,
  label: outcomeWord[code as Outcome],
  key: code.charAt(0).toUpperCase(),
}));
const routes = codeList('route').entries.map(({ code, label }) => ({ value: code as Route, label }));

/** Outcome by route, and the rationale, in as few lines as they need. `rationale: false` while the outcome is open. */
export function DecisionLines({ triage, rationale = true }: { readonly triage: Triage; readonly rationale?: boolean }) {
  const { read } = useOpenCase();
  const { value, change } = triage.draft;
  const toForce = value.disposition === 'other_force';
  return (
    <div className={styles.decision}>
      <CheckKeys
        label={t('Outcome: they combine')}
        choices={outcomes}
        values={value.outcomes}
        onChange={(chosen) => change({ outcomes: chosen })}
        direction="row"
      />
      {!toForce && (
        <RadioKeys label={t('Route')} choices={routes} value={value.route} onChange={(route) => change({ route })} />
      )}
      {!toForce && value.route === 'other_force' && (
        <ForceField
          own={read.row.force}
          typed={value.forceTyped}
          chosen={value.force}
          onType={(forceTyped) => change({ forceTyped, force: '' })}
          onChoose={(force, forceTyped) => change({ force, forceTyped })}
        />
      )}
      {rationale && (
        <TextArea
          label={t('Rationale')}
          name="triage rationale"
          rows={2}
          value={value.rationale}
          onChange={(words) => change({ rationale: words })}
        />
      )}
    </div>
  );
}
