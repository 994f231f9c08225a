import { useState } from 'react';
import type { RestoreSource } from '../../../shared/bridge/restore.ts';
import type { SessionState } from '../../../shared/bridge/session.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { Sheet } from '../session/Sheet.tsx';
import { ChooseBackup } from './ChooseBackup.tsx';
import { Enrolment } from './Enrolment.tsx';
import { FoundLines } from './FoundLines.tsx';
import { LookInside, type Opened } from './LookInside.tsx';
import classes from './Restore.module.css';
import { goWay } from './way.ts';
import { t } from '../../words/t.ts';

/**
 * Three steps, one under the other: which backup, its passphrase and what is in it, the enrolment. Only the last one
 * changes anything.
 */
export function RestoreScreen({ session, from }: { session: SessionState; from: 'backup' | 'own' }) {
  const [source, setSource] = useState<RestoreSource | null>(from === 'own' ? { kind: 'own' } : null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [busy, setBusy] = useState(false);
  const title = from === 'own' ? t('Move to a new vault') : t('Restore from a backup');
  if (session.keystore === 'refused') {
    return (
      <Sheet title={title}>
        <ErrorNotice error={{ code: session.refusedBecause ?? 'keystore_refused', message: '' }} />
        <Button variant="quiet" className={classes.back} onClick={() => goWay()}>
          {t('Back')}
        </Button>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={title}
      under={t(
        'The cases come again from the hub. What only this copy holds is carried over: signed entries, drafts, where you were.',
      )}
    >
      {from === 'backup' && (
        <ChooseBackup
          disabled={busy}
          onChosen={(path) => {
            setSource(path === null ? null : { kind: 'backup', path });
            setOpened(null);
          }}
        />
      )}
      {source !== null && opened === null && (
        <LookInside key={JSON.stringify(source)} source={source} onOpened={setOpened} />
      )}
      {source !== null && opened !== null && (
        <>
          <FoundLines found={opened.found} />
          <Enrolment session={session} source={source} opened={opened} onBusy={setBusy} />
        </>
      )}
      <Button variant="quiet" className={classes.back} disabled={busy} onClick={() => goWay()}>
        {t('Back, and change nothing')}
      </Button>
    </Sheet>
  );
}
