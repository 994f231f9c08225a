import { useCallback, useEffect, useState } from 'react';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Dialog, Empty, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import classes from './Conflict.module.css';
import { NamesSheet, RolesSheet } from './sheets.tsx';
import { type ConflictPass, useConflictPass } from './use-conflict-pass.ts';

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
    announce('Signed.');
    if (rest > 0) restart();
    else if (!compact) leave();
  }, [step, rest, restart, compact, leave]);

  return (
    <section className={`${classes.screen} ${compact ? classes.compact : ''}`} aria-label="Conflict pass">
      {pass.error && (
        <div className={classes.notice}>
          <ErrorNotice error={pass.error} action={<Button onClick={restart}>Start again</Button>} />
        </div>
      )}
      {step === 'reading' && !pass.error && <Skeleton rows={10} />}
      {step === 'roles' && pass.cases.length === 0 && (
        <Empty title="Every case is screened." action={!compact && <Button onClick={leave}>Back to the Desk</Button>}>
          <p>No case waits for you to say whether you know somebody in it.</p>
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
          {onRoles ? 'Might you know somebody here?' : 'Do you know any of these names?'}
        </h1>
        <p className={classes.under}>
          {onRoles
            ? compact
              ? 'First without names. Mark the case if you may know them.'
              : `${counted(pass.total, 'case')} without names. Mark with Y where you may know them; the rest goes on to the names.`
            : 'Names only, in an order that does not tell their case. What you leave unmarked is signed as: no conflict.'}
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
                ? 'You marked the case: no name is shown.'
                : 'You marked every case: no name is shown.'
              : 'No name is given. Sign to go on.'}
          </p>
        </div>
      )}
      <footer className={classes.foot}>
        <p className={classes.told}>
          {declared > 0
            ? `${counted(declared, 'conflict')} to declare, ${counted(cases.length - declared, 'case')} without.`
            : compact
              ? ''
              : `Nothing marked: ${counted(cases.length, 'case')} without a conflict.`}
        </p>
        {!onRoles && (
          <Button disabled={step === 'signing'} onClick={pass.toRoles}>
            Back
          </Button>
        )}
        <Button variant="main" keys="Ctrl+Enter" disabled={step === 'signing'} onClick={go}>
          {onRoles
            ? 'Continue to the names'
            : step === 'signing'
              ? `Signing ${count(signed)} of ${count(cases.length)}`
              : 'Sign'}
        </Button>
        {step === 'signing' && <progress className={classes.progress} value={signed} max={cases.length} />}
      </footer>
      <Dialog open={asking} onClose={close} title={`Declare ${counted(declared, 'conflict')}`}>
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
        {declared === 1 ? 'The case leaves your Desk and stays' : 'The cases leave your Desk and stay'} closed to you.
        Colleagues read only that you cannot receive {declared === 1 ? 'it' : 'them'}, not why. A declared conflict is
        not taken back.
      </p>
      <div className={classes.acts}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="main" keys="Ctrl+Enter" data-autofocus onClick={onSign}>
          Declare and sign
        </Button>
      </div>
    </div>
  );
}
