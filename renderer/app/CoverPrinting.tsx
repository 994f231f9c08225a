import { Button, Dialog } from '../ui/index.ts';
import { useCall } from './calls.ts';
import { runCommand, useActiveCommands } from './commands.ts';
import { useRefusedPrint } from './page-printing.ts';
import { usePolicy } from './CoverPolicy.ts';
import { t } from '../words/t.ts';

const close = () => useRefusedPrint.setState({ told: false });

/** Says why the page does not print, and what does. */
export function CoverPrinting() {
  const told = useRefusedPrint((state) => state.told);
  const open = useCall('session.state', {}, { enabled: told }).value?.phase === 'open';
  const allowed = usePolicy()?.allowPrint ?? false;
  const here = useActiveCommands().includes('global.print');
  return (
    <Dialog open={told && open} onClose={close} title={t('This page is not printed')}>
      <p>
        {t(
          'Candour prints a case by its own command, “Print this case…”, which says on every page whose print it is and enters it in the journal.',
        )}
      </p>
      <p>
        {!allowed
          ? t('Your administrator’s policy allows no printing on this workstation.')
          : here
            ? t('You may print the case that is open.')
            : t('Open a case of a desk that you supervise; its command is in the palette (Ctrl+K) and above the case.')}
      </p>
      {here && allowed && (
        <Button
          variant="main"
          data-autofocus
          onClick={() => {
            close();
            // The dialog must be gone before the command opens its own.
            setTimeout(() => runCommand('global.print'));
          }}
        >
          {t('Print this case…')}
        </Button>
      )}
    </Dialog>
  );
}
