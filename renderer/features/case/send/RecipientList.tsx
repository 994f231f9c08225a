import { type ReactNode, useState } from 'react';
import { counted } from '../../../words/count.ts';
import { Empty } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import sendStyles from './send.module.css';
import type { Unit } from './recipients.ts';
import { t } from '../../../words/t.ts';

const kindWord: Readonly<Partial<Record<Unit['kind'], string>>> = {
  investigation: t('Investigation'),
  safeguarding: t('Safeguarding'),
  professional_standards: t('Professional standards'),
};

/** From so many units on, they are found by typing. */
const many = 8;

interface Props {
  readonly recipients: readonly Unit[];
  readonly chosen: string;
  /** The force whose units come first: the case's own, unless it goes to another. */
  readonly force: string;
  readonly own: boolean;
  readonly onChoose: (unit: Unit) => void;
  /** Somebody tried one that could not open the pack. */
  readonly onRefused: (unit: Unit) => void;
  /** The one that was refused last, with the reason and the way on. */
  readonly refused: { readonly unit: string; readonly notice: ReactNode } | null;
}

/** The units that can receive a pack; one without a workstation is refused, with the reason and the way on. */
export function RecipientList({ recipients, chosen, force, own, onChoose, onRefused, refused }: Props) {
  const [typed, setTyped] = useState('');
  if (recipients.length === 0)
    return (
      <Empty title={t('No unit can receive a pack.')}>
        {t('The directory holds no investigating or safeguarding unit yet.')}
      </Empty>
    );
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = recipients.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)));
  return (
    <fieldset className={sendStyles.recipients}>
      <legend className={styles.small}>{t('Who receives it')}</legend>
      {recipients.length > many && (
        <input
          aria-label={t('Find a unit by its name')}
          placeholder={t('Find a unit by its name')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {refused !== null && <div id="recipient-refused">{refused.notice}</div>}
      {shown.length === 0 && <p className={styles.muted}>{t('No unit of that name.')}</p>}
      {shown.map((unit) => {
        const closed = unit.workstations === 0;
        return (
          <label key={unit.unit} data-checked={unit.unit === chosen} data-closed={closed}>
            <input
              type="radio"
              name="recipient"
              checked={unit.unit === chosen}
              aria-describedby={closed ? 'recipient-refused' : undefined}
              onChange={() => (closed ? onRefused(unit) : onChoose(unit))}
            />
            <span>
              <strong>{unit.name}</strong>
              <span className={styles.muted}>
                {' '}
                {kindWord[unit.kind]}
                {unit.force === force ? (own ? `, ${t('this force')}` : `, ${t('the force decided on')}`) : ''} ·{' '}
                {closed
                  ? t('cannot receive: none of its people has a workstation that could open it')
                  : counted(unit.workstations, 'workstation')}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
