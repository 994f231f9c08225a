import { useCallback, useEffect, useState } from 'react';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Dialog, Empty, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import classes from './Conflict.module.css';
import { NamesSheet, RolesSheet } from './sheets.tsx';
import { type ConflictPass, useConflictPass } from './use-conflict-pass.ts';
import { t } from '../../words/t.ts';

/**
 * The conflict pass over every case that waits for it. With `caseIds` it is the compact form for the first of them, as
 * the case shows it before names and text.
 */
export function ConflictScreen({ caseIds }: { caseIds?: readonly string[] }) {
  const caseId = caseIds?.[0];
  const pass = useConflictPass(caseId);
  const leave = usePlace((state) => state.leave);
  const compact = caseId !== undefined;
  const { step, restart } = pass;
  const rest = pass.total - pass.cases.length;

  useEffect(() => {
    if (step !== 'done') return;
    announce(t('Signed.'));
    if (rest > 0) restart();
    else if (!compact) leave();
  }, [step, rest, restart, compact, leave]);

  return (
    <section className={`${classes.screen} ${compact ? classes.compact : ''}`} aria-label={t('Conflict pass')}>
      {pass.error && (
        <div className={classes.notice}>
          <ErrorNotice error={pass.error} action={<Button onClick={restart}>{t('Start again')}</Button>} />
        </div>
      )}
      {step === 'reading' && !pass.error && <Skeleton rows={10} />}
      {step === 'roles' && pass.cases.length === 0 && (
        <Empty
          title={t('Every case is screened.')}
          action={!compact && <Button onClick={leave}>{t('Back to the Desk')}</Button>}
        >
          <p>{t('No case waits for you to say whether you know somebody in it.')}</p>
        </Empty>
      )}
      {pass.cases.length > 0 && (step === 'roles' || step === 'names' || step === 'signing') && (
        <Sheets pass={pass} compact={compact} />
      )}
    </section>
  );
}

function Sheets({ pass, compact }: { pass: ConflictPass; compact: boolean }) {
  const { step, cases, names, declared, signed } = pass;
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  const onRoles = step === 'roles';
  const go = () => {
    if (onRoles) void pass.toNames();
    else if (declared > 0) setAsking(true);
    else void pass.sign();
  };
  useCommand('global.sign', go, step !== 'signing');
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>
          {onRoles ? t('Might you know somebody here?') : t('Do you know any of these names?')}
        </h1>
        <p className={classes.under}>
          {onRoles
            ? compact
              ? t('First without names. Mark the case if you may know them.')
              : t('{{cases}} without names. Mark with Y where you may know them; the rest goes on to the names.', {
                  cases: counted(pass.total, 'case'),
                })
            : t(
                'Names only, in an order that does not tell their case. What you leave unmarked is signed as: no conflict.',
              )}
        </p>
      </header>
      {onRoles ? (
        <RolesSheet key="roles" pass={pass} />
      ) : names.length > 0 ? (
        <NamesSheet key="names" pass={pass} />
      ) : (
        <div className={classes.nameless}>
          <p>
            {declared === cases.length
              ? compact
                ? t('You marked the case: no name is shown.')
                : t('You marked every case: no name is shown.')
              : t('No name is given. Sign to go on.')}
          </p>
        </div>
      )}
      <footer className={classes.foot}>
        <p className={classes.told}>
          {declared > 0
            ? t('{{conflicts}} to declare, {{cases}} without.', {
                conflicts: counted(declared, 'conflict'),
                cases: counted(cases.length - declared, 'case'),
              })
            : compact
              ? ''
              : t('Nothing marked: {{cases}} without a conflict.', { cases: counted(cases.length, 'case') })}
        </p>
        {!onRoles && (
          <Button disabled={step === 'signing'} onClick={pass.toRoles}>
            {t('Back')}
          </Button>
        )}
        <Button variant="main" keys="Ctrl+Enter" disabled={step === 'signing'} onClick={go}>
          {onRoles
            ? t('Continue to the names')
            : step === 'signing'
              ? t('Signing {{signed}} of {{cases}}', { signed: count(signed), cases: count(cases.length) })
              : t('Sign')}
        </Button>
        {step === 'signing' && <progress className={classes.progress} value={signed} max={cases.length} />}
      </footer>
      <Dialog
        open={asking}
        onClose={close}
        title={t('Declare {{conflicts}}', { conflicts: counted(declared, 'conflict') })}
      >
        <Declare
          declared={declared}
          onSign={() => {
            setAsking(false);
            void pass.sign();
          }}
          onClose={close}
        />
      </Dialog>
    </>
  );
}

function Declare({ declared, onSign, onClose }: { declared: number; onSign: () => void; onClose: () => void }) {
  useCommand('global.sign', onSign);
  return (
    <div className={classes.declare}>
      <p>
        {declared === 1
          ? t(
              'The case leaves your Desk and stays closed to you. Colleagues read only that you cannot receive it, not why. A declared conflict is not taken back.',
            )
          : t(
              'The cases leave your Desk and stay closed to you. Colleagues read only that you cannot receive them, not why. A declared conflict is not taken back.',
            )}
      </p>
      <div className={classes.acts}>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="main" keys="Ctrl+Enter" data-autofocus onClick={onSign}>
          {t('Declare and sign')}
        </Button>
      </div>
    </div>
  );
}
