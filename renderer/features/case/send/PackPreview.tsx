import { useMemo, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { ReferralPack } from '../../../../shared/domain/events/assessment.ts';
import { useCommand } from '../../../app/commands.ts';
import { InDialog, useLayer } from '../../../app/layers.tsx';
import { Button, ErrorNotice, Foreign } from '../../../ui/index.ts';
import { counted } from '../../../words/count.ts';
import { Pack } from '../../referrals/Pack.tsx';
import { useOpenCase } from '../open-case.ts';
import type { Drafted } from '../use-draft.ts';
import { leaksIn } from './leaks.ts';
import { LeakList } from './LeakList.tsx';
import { type SendForm, partsOf } from './pack.ts';
import { useModal } from './use-modal.ts';
import styles from './preview.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly pack: ReferralPack;
  readonly unitName: string;
  readonly draft: Drafted<SendForm>;
  readonly onSend: () => Promise<CallError | null>;
}

/** The whole window: the report at the left, at the right the recipient's copy, exactly as they will read it. */
export function PackPreview(props: Props) {
  useLayer(props.open, props.onClose, true);
  const dialog = useModal(props.open, props.onClose);
  return (
    <dialog ref={dialog} className={styles.preview} aria-label={t('Preview of the pack')}>
      {props.open && (
        <InDialog>
          <Inside {...props} />
        </InDialog>
      )}
    </dialog>
  );
}

/** What keeps a pack from being sent, as sentences. */
function lacksOf(pack: ReferralPack, form: SendForm, unsettled: number): string[] {
  return [
    ...(form.outcome === null ? [t('Choose the outcome it is for.')] : []),
    ...(pack.title === '' ? [t('Give it a title.')] : []),
    ...(pack.request === '' ? [t('Write what is asked.')] : []),
    ...(pack.marking === '' ? [t('It needs a marking.')] : []),
    ...(pack.statements.length === 0 ? [t('It holds no graded statement.')] : []),
    ...(unsettled === 1 ? [t('One warning is not settled.')] : []),
    ...(unsettled > 1 ? [t('{{unsettled}} warnings are not settled.', { unsettled })] : []),
  ];
}

function Inside({ onClose, pack, unitName, draft, onSend }: Props) {
  const { file } = useOpenCase();
  const narrative = file.report?.narrative ?? '';
  const { value, change } = draft;
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const clues = useMemo(
    () => file.annotations.filter((a) => a.kind === 'reporter_clue' && a.withdrawn === null).map((a) => a.target.exact),
    [file],
  );
  const leaks = leaksIn(partsOf(pack), narrative, clues);
  const unsettled = leaks.filter(({ key }) => !value.settled.includes(key)).length;
  const lacks = lacksOf(pack, value, unsettled);

  const send = async () => {
    setAsked(true);
    if (lacks.length > 0 || busy) return;
    setBusy(true);
    setError(await onSend());
    setBusy(false);
  };
  useCommand('global.sign', () => void send());
  const settle = (key: string) =>
    change({ settled: value.settled.includes(key) ? value.settled.filter((k) => k !== key) : [...value.settled, key] });

  return (
    <div className={styles.whole}>
      <header className={styles.bar}>
        <h2>{t('Preview')}</h2>
        <Button variant="quiet" keys="Escape" onClick={onClose}>
          {t('Back to the pack')}
        </Button>
      </header>
      <div className={styles.sides}>
        <section className={styles.source} aria-label={t('The report, not sent')} tabIndex={0}>
          <h3>{t('The report: not sent')}</h3>
          <Foreign as="p" text={narrative} className={styles.narrative ?? ''} />
        </section>
        <section className={styles.copy} aria-label={t('The recipient’s copy')} tabIndex={0}>
          <h3>{t('{{unitName}} reads', { unitName })}</h3>
          <Pack pack={pack} unitName={unitName} />
        </section>
      </div>
      <footer className={styles.foot}>
        {leaks.length > 0 && <LeakList leaks={leaks} pack={pack} settled={value.settled} onSettle={settle} />}
        {asked && lacks.length > 0 && (
          <ul role="alert" className={styles.lacks}>
            {lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        )}
        {error !== null && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          <Button variant="quiet" onClick={onClose}>
            {t('Change it')}
          </Button>
          <Button variant="main" keys="Ctrl+Enter" disabled={busy} onClick={() => void send()}>
            {t('Send {{statements}} to {{unitName}}', {
              statements: counted(pack.statements.length, 'statement'),
              unitName,
            })}
          </Button>
        </div>
      </footer>
    </div>
  );
}
