/** Triage of a new case: its form, and signing all of it in one go before the next case opens. */
import { useRef } from 'react';
import { z } from 'zod';
import type { CallError } from '../../../../../shared/bridge/call.ts';
import { isHeavy } from '../../../../../shared/domain/dues.ts';
import { call } from '../../../../app/bridge.ts';
import { usePlace } from '../../../../app/place.ts';
import { t } from '../../../../words/t.ts';
import { noteFinished } from '../../breaks.ts';
import { openCovered } from '../../cover.ts';
import { useOpenCase } from '../../open-case.ts';
import { type Drafted, useDraft } from '../../use-draft.ts';
import { neighbourOf } from '../../use-neighbours.ts';
import { decisionInWords } from '../../words.ts';
import { decisionFormOf, triageCommands } from './triage-commands.ts';
import { decides, emptyTriage, isNew, joinedWhy, routeOf, TriageForm, triageLacks } from './triage-form.ts';

const PART = 'triage';
const shortKey = 'triage short path';
const Short = z.object({ on: z.boolean() });

export interface Triage {
  /** Whether the case is new, or holds words of triage that are not signed. */
  readonly offered: boolean;
  readonly draft: Drafted<TriageForm>;
  readonly short: boolean;
  readonly setShort: (on: boolean) => void;
  /** Whether anything goes with the answer about danger. */
  readonly chosen: boolean;
  readonly lacks: readonly string[];
  /** Why this report belongs to an earlier one, where that was signed already beside the comparison; else null. */
  readonly joined: string | null;
  /** Signs what goes with the answer about danger, and opens the next case's cover line. Answers the error, or null. */
  readonly sign: () => Promise<CallError | null>;
}

export function useTriage(): Triage {
  const { caseId, read, file, me, sign } = useOpenCase();
  const start = useRef(emptyTriage(file.received?.categories ?? []));
  const draft = useDraft(caseId, PART, read.drafts, TriageForm, () => start.current);
  // The choice holds for the whole pass: thirty cases are not asked thirty times.
  const short = usePlace((place) => Short.safeParse(place.memory.get(shortKey)).data?.on ?? false);
  const remember = usePlace((place) => place.remember);
  const offered = isNew(file) || draft.savedAt !== null;
  const { value } = draft;
  const on = offered && short;
  const joined = joinedWhy(file);
  const chosen = offered && (value.disposition !== null || on);
  /** What was signed before an error: it is not signed again. */
  const signed = useRef(new Set<string>());

  const signRest = async (): Promise<CallError | null> => {
    await draft.lock();
    const fail = (error: CallError) => {
      draft.unlock();
      return error;
    };
    let heldUntil: string | null = null;
    for (const command of triageCommands(value, on, { file, user: me.user, slots: read.slots })) {
      const key = JSON.stringify([command.type, command.facets]);
      if (signed.current.has(key)) continue;
      if (command.type === 'decided') {
        const form = decisionFormOf(value);
        const content = { form, caret: { field: 'rationale', at: form.rationale.length } };
        const saved = await call('draft.save', { caseId, part: 'decision', content });
        if (!saved.ok) return fail(saved.error);
      }
      const answer = await sign(command);
      if (!answer.ok) return fail(answer.error);
      signed.current.add(key);
      heldUntil = answer.value.heldUntil;
    }
    await draft.discard();
    draft.unlock();
    await goOn(heldUntil);
    return null;
  };
  const goOn = async (heldUntil: string | null) => {
    const line = noteFinished(caseId, isHeavy(read.row.categories), Date.now());
    const next = await neighbourOf(caseId, 1);
    openCovered(next, {
      caseId,
      reference: read.row.reference,
      words: decides(value, on)
        ? decisionInWords({ outcomes: value.outcomes, route: routeOf(value), force: value.force || undefined })
        : value.disposition === null
          ? t('signed')
          : signedAs[value.disposition],
      heldUntil,
      breakDue: line,
    });
  };
  return {
    offered,
    draft,
    short: on,
    setShort: (next) => remember(shortKey, { on: next }),
    chosen,
    lacks: chosen ? triageLacks(value, on, Date.now(), joined !== null) : [],
    joined,
    sign: signRest,
  };
}

const signedAs = {
  mine: t('yours now'),
  allocate: 'allocated',
  other_force: t('for another force'),
  join: t('joined to an earlier report'),
} as const;
