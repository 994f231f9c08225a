/** The conflict pass: first what people are, then what they are called, then the signature. */
import { useCallback, useEffect, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { inChunks, verdicts } from './verdicts.ts';

export type RoleLine = CallOutput<'screen.roles'>['cases'][number];
export type NameLine = CallOutput<'screen.names'>[number];

/** Cases of one pass at most, as the contract has it. */
const passLimit = 1000;
/** Cases of one call of signing: small enough that progress is seen. */
const signLimit = 200;

export type Step = 'reading' | 'roles' | 'names' | 'signing' | 'done';

export interface ConflictPass {
  readonly step: Step;
  readonly error: CallError | null;
  /** Cases that wait for their screen, those beyond this pass included. */
  readonly total: number;
  readonly cases: readonly RoleLine[];
  readonly names: readonly NameLine[];
  /** Marked `I may know them`: case ids on the first sheet, keys of names on the second. */
  readonly marked: ReadonlySet<string>;
  readonly signed: number;
  readonly declared: number;
  readonly mark: (key: string) => void;
  readonly toNames: () => Promise<void>;
  readonly toRoles: () => void;
  readonly sign: () => Promise<void>;
  readonly restart: () => void;
}

export function useConflictPass(caseId: string | undefined): ConflictPass {
  const [turn, setTurn] = useState(0);
  const [step, setStep] = useState<Step>('reading');
  const [error, setError] = useState<CallError | null>(null);
  const [total, setTotal] = useState(0);
  const [cases, setCases] = useState<readonly RoleLine[]>([]);
  const [names, setNames] = useState<readonly NameLine[]>([]);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [signed, setSigned] = useState(0);

  useEffect(() => {
    let superseded = false;
    setStep('reading');
    setError(null);
    setMarked(new Set());
    setSigned(0);
    void call('screen.roles', {
      limit: caseId === undefined ? passLimit : 1,
      ...(caseId !== undefined && { caseId }),
    }).then((answer) => {
      if (superseded) return;
      if (!answer.ok) {
        setError(answer.error);
        return;
      }
      setTotal(answer.value.total);
      setCases(answer.value.cases);
      setStep('roles');
    });
    return () => {
      superseded = true;
    };
  }, [caseId, turn]);

  const mark = useCallback((key: string) => {
    setMarked((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);

  const toNames = async () => {
    const rest = cases.filter((line) => !marked.has(line.caseId)).map((line) => line.caseId);
    setError(null);
    if (rest.length === 0) {
      setNames([]);
      setStep('names');
      return;
    }
    const answer = await call('screen.names', { caseIds: rest });
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    setNames(answer.value);
    setStep('names');
  };

  const verdict = verdicts(cases, names, marked);

  const sign = async () => {
    setStep('signing');
    setError(null);
    let done = 0;
    for (const chunk of inChunks(verdict, signLimit)) {
      const answer = await call('screen.sign', chunk);
      if (!answer.ok) {
        setError(answer.error);
        setStep('names');
        return;
      }
      done += chunk.none.length + chunk.declared.length;
      setSigned(done);
    }
    askAgain('desk.counts', 'screen.roles', 'case.read');
    setStep('done');
  };

  return {
    step,
    error,
    total,
    cases,
    names,
    marked,
    signed,
    declared: verdict.declared.length,
    mark,
    toNames,
    toRoles: () => setStep('roles'),
    sign,
    restart: () => setTurn((n) => n + 1),
  };
}
