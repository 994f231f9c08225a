import { clockLabel } from '../../../words/clocks.ts';
import { labelOf } from '../../../words/codes.ts';
import { runCommand, useActiveCommands } from '../../../app/commands.ts';
import { Chip, ClockMark, useMinute } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { dueInWords, toneOf } from '../../dues/due-words.ts';
import type { CaseRead } from '../open-case.ts';
import styles from './dues.module.css';

/** Over the case: the nearest clock that runs, what is still to be done, and the labels. Opens the drawer of all three. */
export function DuesButton({ read }: { readonly read: CaseRead }) {
  const now = useMinute();
  const openable = useActiveCommands().includes('assess.dues');
  const [nearest] = read.clocks;
  const open = (read.file?.work.tasks ?? []).filter(({ settled }) => settled === null);
  const urgent = open.filter(({ facets }) => facets.kind === 'urgent').length;
  const labels = read.file?.work.labels ?? [];
  return (
    <button
      type="button"
      className={styles.opener}
      disabled={!openable}
      onClick={() => runCommand('assess.dues')}
      title={t('Tasks, clocks and labels of this case (Ctrl+T)')}
      aria-keyshortcuts="Control+T"
    >
      {labels[0] !== undefined && (
        <span data-lesser className={styles.lesser}>
          <Chip>
            {labelOf('label', labels[0])}
            {labels.length > 1 && ` +${labels.length - 1}`}
          </Chip>
        </span>
      )}
      {urgent > 0 && <Chip>{t('Safeguarding: {{open}} open', { open: urgent })}</Chip>}
      {open.length > urgent && (
        <span data-lesser className={styles.lesser}>
          <Chip>{t('Tasks: {{open}} open', { open: open.length - urgent })}</Chip>
        </span>
      )}
      {nearest === undefined ? (
        <Chip>{t('No clock runs')}</Chip>
      ) : (
        <Chip tone={toneOf(nearest.due, nearest.kind, now)} icon={<ClockMark kind={nearest.kind} />}>
          {clockLabel(nearest.clock)} {dueInWords(nearest.due, now)}
        </Chip>
      )}
    </button>
  );
}
