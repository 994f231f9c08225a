import { type RefObject } from 'react';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Clock, ErrorNotice } from '../../ui/index.ts';
import { eventName } from '../../words/labels.ts';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/t.ts';
import { HeldCard } from '../case/parts/HeldCard.tsx';
import classes from './Sync.module.css';
import { ThirdVersion } from './ThirdVersion.tsx';
import { canReplace, thirdWay, useWays } from './use-ways.ts';
import { Version } from './Version.tsx';

interface Props {
  readonly refused: RefusedEvent;
  readonly names: Readonly<Record<string, string>>;
  readonly card: RefObject<HTMLElement | null>;
  readonly onKept: () => void;
  /** The person goes to the case. */
  readonly onLeave: () => void;
}

const instead: Readonly<Record<Exclude<RefusedEvent['stands'], 'here'>, string>> = {
  nothing: t('Nothing stands in its place.'),
  not_arrived: t('What stands has not arrived here yet.'),
  not_screened: t('What stands is shown once you have passed the conflict screen of the case.'),
};

/** One refused entry with both versions and the ways on. Its words are never lost: they stay in the case's history. */
export function Refusal({ refused, names, card, onKept, onLeave }: Props) {
  const go = usePlace((state) => state.go);
  const ways = useWays(refused, onKept, onLeave);
  const words = refusalWords(refused.code, refused.reason, refused.who);
  const { open, current, type } = refused;
  const replaceable = canReplace(refused);
  const third = thirdWay(refused);
  const idle = ways.hold === null && !ways.writing;
  useCommand('refusals.keep', () => void ways.keep(), idle);
  useCommand('refusals.mine', () => void ways.mine(), idle && replaceable);
  useCommand('refusals.third', () => void ways.third(), idle && third !== null);
  return (
    <article
      ref={card}
      className={classes.refusal}
      aria-label={`${eventName(type)} ${refused.reference}`}
      data-keys="refusals"
      tabIndex={-1}
    >
      <header>
        <p className={classes.what}>
          {eventName(type)} ·{' '}
          <span translate="no" className="mono">
            {refused.reference}
          </span>
        </p>
        <p>{words.what}</p>
        {words.why !== '' && <p className={classes.muted}>{words.why}</p>}
        {open && <p className={classes.muted}>{words.who}</p>}
      </header>
      {open ? (
        <div className={classes.versions}>
          <div className={classes.mine} role="group" aria-label={t('Mine')} tabIndex={0}>
            <p className={classes.whose}>
              {t('Mine,')} <Clock at={refused.at} show="absolute" />
            </p>
            <Version facets={refused.facets} payload={refused.payload} names={names} />
          </div>
          <div className={classes.theirs} role="group" aria-label={t('What stands')} tabIndex={0}>
            {current !== null ? (
              <>
                <p className={classes.whose}>
                  {t('What stands: {{names}},', { names: names[current.by] ?? t('a colleague') })}{' '}
                  <Clock at={current.at} show="absolute" />
                </p>
                <Version facets={current.facets} payload={current.payload} names={names} />
              </>
            ) : (
              <p className={classes.whose}>{refused.stands === 'here' ? '' : instead[refused.stands]}</p>
            )}
          </div>
        </div>
      ) : (
        <p>
          {t(
            'The case is not open to you any more, so neither version is shown. Ask your supervisor, who can still read it; here you can only let it go.',
          )}
        </p>
      )}
      {ways.error && <ErrorNotice error={ways.error} />}
      {ways.hold !== null ? (
        <HeldCard hold={{ ...ways.hold, takeBack: ways.takeBack }}>
          <p>{t('Yours is signed over what stands; both stay in the history of the case.')}</p>
        </HeldCard>
      ) : ways.writing && third === 'here' ? (
        <ThirdVersion
          refused={refused}
          names={names}
          onSign={(version) => void ways.signThird(version)}
          onCancel={ways.stopWriting}
        />
      ) : (
        <div className={classes.acts}>
          {open && (
            <Button
              variant="quiet"
              onClick={() => {
                go(
                  type === 'acknowledged'
                    ? { screen: 'referral', caseId: refused.caseId }
                    : { screen: 'case', caseId: refused.caseId },
                );
                onLeave();
              }}
            >
              {t('Open the case')}
            </Button>
          )}
          <Button keys="K" onClick={() => void ways.keep()}>
            {open ? t('Keep what stands') : t('Let it go')}
          </Button>
          {replaceable && (
            <Button keys="M" onClick={() => void ways.mine()}>
              {current === null ? t('Sign it again') : t('Replace it with mine')}
            </Button>
          )}
          {third !== null && (
            <Button keys="T" onClick={() => void ways.third()}>
              {t('Write a third')}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}
