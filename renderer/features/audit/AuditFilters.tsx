import type { Ref } from 'react';
import type { AuditFilter } from '../../../shared/bridge/audit.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import type { AuditKind } from '../../../shared/domain/audit/kind.ts';
import { Field } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { justifications, kinds, kindWord, workstationWord } from './audit-words.ts';
import styles from './audit.module.css';

interface Props {
  readonly ref: Ref<HTMLSelectElement>;
  readonly filter: AuditFilter;
  readonly names: CallOutput<'audit.names'> | undefined;
  readonly inOrder: boolean;
  readonly onChange: (filter: AuditFilter) => void;
}

/** What the list is narrowed to: kind, case, person, workstation, justification and days. */
export function AuditFilters({ ref, filter, names, inOrder, onChange }: Props) {
  const put = (part: { readonly [Name in keyof AuditFilter]?: AuditFilter[Name] | '' }) => {
    const whole = { ...filter, ...part };
    onChange(
      Object.fromEntries(
        Object.entries(whole).filter(([, value]) => value !== '' && value !== undefined),
      ) as AuditFilter,
    );
  };
  const devices = (names?.devices ?? []).filter(({ user }) => filter.person === undefined || user === filter.person);
  return (
    <form
      className={styles.filters}
      data-pane="filters"
      aria-label={t('Filters')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Choose
        own={ref}
        label={t('Kind')}
        value={filter.kinds?.[0] ?? ''}
        choices={[['', t('All')], ...kinds.map((kind) => [kind, kindWord[kind]] as const)]}
        onChange={(kind) => onChange(withKind(filter, kind as AuditKind | ''))}
      />
      <Field
        label={t('Case')}
        mono
        maxLength={64}
        placeholder={t('Reference')}
        value={filter.reference ?? ''}
        onChange={(event) => put({ reference: event.currentTarget.value, caseId: '' })}
      />
      <Choose
        label={t('Person')}
        value={filter.person ?? ''}
        choices={[['', t('Everybody')], ...(names?.people ?? []).map(({ user, name }) => [user, name] as const)]}
        onChange={(person) => put({ person, device: '' })}
      />
      <Choose
        label={t('Workstation')}
        value={filter.device ?? ''}
        choices={[
          ['', t('All')],
          ...devices.map(({ device, name }) => [device, `${workstationWord(device)} · ${name}`] as const),
        ]}
        onChange={(device) => put({ device })}
      />
      <Choose
        label={t('Justification')}
        value={filter.justification ?? ''}
        choices={[['', t('All')], ['none', t('None given')], ...justifications()]}
        onChange={(justification) => put({ justification })}
      />
      <Field
        label={t('From')}
        type="date"
        value={filter.from ?? ''}
        onChange={(event) => put({ from: event.currentTarget.value })}
      />
      <Field
        label={t('to')}
        type="date"
        value={filter.to ?? ''}
        problem={inOrder ? null : t('The last day comes before the first.')}
        onChange={(event) => put({ to: event.currentTarget.value })}
      />
    </form>
  );
}

const withKind = ({ kinds: _, ...others }: AuditFilter, kind: AuditKind | ''): AuditFilter =>
  kind === '' ? others : { ...others, kinds: [kind] };

interface ChooseProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
  readonly own?: Ref<HTMLSelectElement>;
}

function Choose({ label, value, choices, onChange, own }: ChooseProps) {
  return (
    <label className={styles.choose}>
      <span>{label}</span>
      <select ref={own} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
