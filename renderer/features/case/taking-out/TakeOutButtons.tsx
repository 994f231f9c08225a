import { FileLock2, Printer } from 'lucide-react';
import { runCommand, useActiveCommands } from '../../../app/commands.ts';
import { Button } from '../../../ui/index.ts';
import styles from './taking-out.module.css';
import { t } from '../../../words/t.ts';

/** The two commands above the case, for those who have them. */
export function TakeOutButtons() {
  const active = useActiveCommands();
  if (!active.includes('global.print') && !active.includes('global.export')) return null;
  return (
    <span className={styles.buttons}>
      {active.includes('global.print') && (
        <Button
          variant="quiet"
          icon={<Printer size={16} aria-hidden="true" />}
          onClick={() => runCommand('global.print')}
        >
          {t('Print…')}
        </Button>
      )}
      {active.includes('global.export') && (
        <Button
          variant="quiet"
          icon={<FileLock2 size={16} aria-hidden="true" />}
          onClick={() => runCommand('global.export')}
        >
          {t('Copy…')}
        </Button>
      )}
    </span>
  );
}
