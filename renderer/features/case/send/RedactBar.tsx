import { Redo2, Undo2 } from 'lucide-react';
import { mayRedo, mayUndo, redo, undo } from '../../../../shared/domain/redacting.ts';
import { Button } from '../../../ui/index.ts';
import { codeList } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';
import type { Drafted } from '../use-draft.ts';
import type { SendForm } from './pack.ts';
import styles from './send.module.css';

interface Props {
  readonly draft: Drafted<SendForm>;
  readonly reason: string;
  readonly onReason: (code: string) => void;
}

/** Why the next cover is made, and the steps back and forth: kept with the draft until the pack is sent. */
export function RedactBar({ draft, reason, onReason }: Props) {
  const { redacting } = draft.value;
  return (
    <div className={styles.redactBar}>
      <label className={styles.redactReason}>
        <span>{t('Why it is covered')}</span>
        <select value={reason} onChange={(event) => onReason(event.target.value)}>
          {codeList('redaction_reason').entries.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Button
        variant="quiet"
        icon={<Undo2 size={16} aria-hidden="true" />}
        disabled={!mayUndo(redacting)}
        onClick={() => draft.change({ redacting: undo(redacting) })}
      >
        {t('Undo the last cover')}
      </Button>
      <Button
        variant="quiet"
        icon={<Redo2 size={16} aria-hidden="true" />}
        disabled={!mayRedo(redacting)}
        onClick={() => draft.change({ redacting: redo(redacting) })}
      >
        {t('Do it again')}
      </Button>
    </div>
  );
}
