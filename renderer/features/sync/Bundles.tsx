import { readBundle, useBundleWork, writeBundle } from '../../app/bundle-commands.ts';
import { call } from '../../app/bridge.ts';
import { useCall } from '../../app/calls.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { gapSentence, outcomeLines, writtenSentence } from '../../words/bundles.ts';
import { t } from '../../words/t.ts';
import { Progress } from '../settings/Progress.tsx';
import classes from './Bundles.module.css';

/** Sync by hand, for rooms without a network: a file out, a file in, and how the last one went. */
export function Bundles() {
  const allowed = useCall('bundle.allowed', {}).value?.allowed;
  const { busy, written, outcome, error } = useBundleWork();
  if (allowed !== true) return null;
  return (
    <section className={classes.byHand} aria-label={t('By hand')}>
      <h3 className={classes.heading}>{t('By hand')}</h3>
      <p>{t('Without a network, sync travels as an encrypted file on a removable medium.')}</p>
      <div className={classes.buttons}>
        <Button disabled={busy !== null} onClick={() => void writeBundle()}>
          {busy === 'writing' ? t('Writing…') : t('Write a bundle…')}
        </Button>
        <Button disabled={busy !== null} onClick={() => void readBundle()}>
          {busy === 'reading' ? t('Reading…') : t('Read a bundle…')}
        </Button>
        {busy !== null && (
          <Button variant="quiet" onClick={() => void call('bundle.cancel', {})}>
            {busy === 'reading' ? t('Stop reading') : t('Stop writing')}
          </Button>
        )}
      </div>
      {busy === 'reading' && <Progress work="bundle" />}
      {written !== null && <p>{writtenSentence(written)}</p>}
      {outcome !== null && (
        <>
          <ul className={classes.lines}>
            {outcomeLines(outcome).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {outcome.gaps.length > 0 && <p className={classes.gap}>{gapSentence(outcome)}</p>}
          {outcome.contradicted && <ErrorNotice error={{ code: 'checkpoint_inconsistent', message: '' }} />}
        </>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
