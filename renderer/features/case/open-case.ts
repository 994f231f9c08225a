/** What every part of an open case's screen shares. */
import { createContext, use } from 'react';
import type { CallInput, CallOutput } from '../../../shared/bridge/contract.ts';
import type { Me } from '../../../shared/bridge/session.ts';
import type { CaseFile } from '../../../shared/domain/case-file.ts';
import type { Answered } from '../../app/bridge.ts';
import type { StageKey } from './stages.ts';

export type CaseRead = CallOutput<'case.read'>;
export type Signing = CallOutput<'case.sign'>;
export type Command = Omit<CallInput<'case.sign'>, 'caseId'>;

export interface OpenCase {
  readonly caseId: string;
  readonly read: CaseRead;
  readonly file: CaseFile;
  readonly me: Me;
  /** Milliseconds; moves on by the minute. */
  readonly now: number;
  /** `you` for oneself, a name for others. */
  readonly nameOf: (user: string) => string;
  readonly stage: StageKey;
  readonly openStage: (stage: StageKey) => void;
  /** The annotation that both panes look at. */
  readonly active: string | null;
  /** `grade` also moves the focus to the grade of a statement. */
  readonly setActive: (annotation: string | null, focus?: 'grade' | 'reading') => void;
  /** The statement whose grade is to take the focus once its card is there. */
  readonly gradeWanted: string | null;
  readonly gradeTaken: () => void;
  /** Signs an event of this case; the answer's error is for the caller to show. */
  readonly sign: (command: Command) => Promise<Answered<Signing>>;
  /** The file of the report that stands in Reading's place. */
  readonly attachment: string | null;
  readonly openAttachment: (attachment: string | null) => void;
  /** Moves the focus into the narrative. */
  readonly focusReading: () => void;
  /** Asked before something slow; the answer tells afterwards whether the person has stayed, or gone to another part. */
  readonly whereabouts: () => () => boolean;
}

const Context = createContext<OpenCase | null>(null);
export const OpenCaseProvider = Context;

/** The open case; only inside the case screen. */
export function useOpenCase(): OpenCase {
  const found = use(Context);
  if (found === null) throw new Error('outside an open case');
  return found;
}
