import { useState } from 'react';
import type { PackWorkings, ReferralPack } from '../../../../shared/domain/pack.ts';
import { unsettled, warningsOf } from '../../../../shared/domain/pack-review.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { useCommand } from '../../../app/commands.ts';
import { InDialog, useLayer } from '../../../app/layers.tsx';
import { Button, ErrorNotice, Foreign } from '../../../ui/index.ts';
import { counted } from '../../../words/count.ts';
import { Pack } from '../../referrals/Pack.tsx';
import type { ReadPage } from '../../referrals/PackFiles.tsx';
import { useOpenCase } from '../open-case.ts';
import type { Drafted } from '../use-draft.ts';
import { type SendForm, workingsOf } from './pack.ts';
import { WarningList } from './WarningList.tsx';
import { useModal } from './use-modal.ts';
import styles from './preview.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly pack: ReferralPack;
  readonly unitName: string;
  readonly draft: Drafted<SendForm>;
  readonly readPage: ReadPage;
  readonly onSend: (workings: PackWorkings) => Promise<CallError | null>;
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
function lacksOf(pack: ReferralPack, form: SendForm, open: number): string[] {
  return [
    ...(form.outcome === null ? [t('Choose the outcome it is for.')] : []),
    ...(pack.title === '' ? [t('Give it a title.')] : []),
    ...(pack.request === '' ? [t('Write what is asked.')] : []),
    ...(pack.statements.length === 0 ? [t('It holds no graded statement.')] : []),
    ...(open === 1 ? [t('One warning is not settled.')] : []),
    ...(open > 1 ? [t('{{unsettled}} warnings are not settled.', { unsettled: open })] : []),
  ];
}

function Inside({ onClose, pack, unitName, draft, readPage, onSend }: Props) {
  const { file } = useOpenCase();
  const narrative = file.report?.narrative ?? '';
  const { value, change } = draft;
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const warnings = warningsOf(file, pack, workingsOf(file, value, []));
  const workings = workingsOf(
    file,
    value,
    warnings.map(({ key }) => key),
  );
  const lacks = lacksOf(pack, value, unsettled(warnings, workings).length);

  const send = async () => {
    setAsked(true);
    if (lacks.length > 0 || busy) return;
    setBusy(true);
    setError(await onSend(workings));
    setBusy(false);
  };
  useCommand('global.sign', () => void send());

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
          <Pack pack={pack} unitName={unitName} readPage={readPage} />
        </section>
      </div>
      <footer className={styles.foot}>
        {warnings.length > 0 && (
          <WarningList
            warnings={warnings}
            pack={pack}
            kept={value.kept}
            onKeep={(key, why) => change({ kept: { ...value.kept, [key]: why } })}
          />
        )}
        {asked && lacks.length > 0 && (
          <div role="alert" className={styles.lacks}>
            <ul>
              {lacks.map((lack) => (
                <li key={lack}>{lack}</li>
              ))}
            </ul>
          </div>
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
