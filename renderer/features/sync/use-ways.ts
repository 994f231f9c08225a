/** The ways on from a refused event: what stands is kept, one's own is signed over it, or a third version is. */
import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { refusalDraft, type RefusedEvent, SignCommand } from '../../../shared/bridge/case.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { holdSeconds } from '../../app/hold-length.ts';
import { usePlace } from '../../app/place.ts';
import { announce } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { DecisionForm } from '../case/assess/gaps.ts';
import { type Hold, useHold } from '../case/assess/use-hold.ts';
import { fieldsOf, ownVersion, type Third } from './third-fields.ts';

const signable: readonly string[] = SignCommand.shape.type.options;

/** Whether one's own can be signed over what stands: it must be here, and seen. */
export const canReplace = ({ type, open, stands }: Pick<RefusedEvent, 'type' | 'open' | 'stands'>): boolean =>
  open && signable.includes(type) && (stands === 'here' || stands === 'nothing');

/** How a third version is written: beside the two, on the case's own stage, or not at all. */
export const thirdWay = (refused: Pick<RefusedEvent, 'type' | 'open' | 'stands'>): 'here' | 'in_case' | null => {
  if (!refused.open || refused.stands === 'not_screened') return null;
  if (refused.type === 'decided' || refused.type === 'referred') return 'in_case';
  return canReplace(refused) && fieldsOf(refused.type).length > 0 ? 'here' : null;
};

export interface Ways {
  readonly error: CallError | null;
  readonly hold: Hold | null;
  readonly writing: boolean;
  readonly keep: () => Promise<void>;
  readonly mine: () => Promise<void>;
  readonly third: () => Promise<void>;
  readonly signThird: (third: Third) => Promise<void>;
  readonly stopWriting: () => void;
  readonly takeBack: () => Promise<void>;
}

const again = () => askAgain('refusals.read', 'case.read', 'sync.state', 'desk.counts');

/** @param onKept told when what stands is kept, so that it can be taken back */
export function useWays(refused: RefusedEvent, onKept: () => void, onLeave: () => void): Ways {
  const { caseId, event, type, draft, current } = refused;
  const part = refusalDraft(event);
  const [error, setError] = useState<CallError | null>(null);
  const [asked, setAsked] = useState(false);
  const hold = useHold(caseId, part, draft?.heldUntil ?? null);
  const own = ownVersion(refused);

  /** Held like a decision; the event it supersedes is settled when it is signed, not before. */
  const sign = async (version: Third) => {
    const saved = await call('draft.save', { caseId, part, content: version });
    if (!saved.ok) return setError(saved.error);
    const answer = await call('case.sign', {
      caseId,
      type: type as SignCommand['type'],
      facets: version.facets,
      payload: version.payload,
      basedOn: current?.event ?? null,
      supersedes: event,
      draft: part,
      holdSeconds: holdSeconds(),
    });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) announce(t('Held for {{seconds}} seconds before it is signed.', { seconds: holdSeconds() }));
    else await call('draft.drop', { caseId, part });
    setAsked(false);
    again();
  };

  return {
    error,
    hold,
    writing: asked || (draft !== null && draft.heldUntil === null),
    keep: async () => {
      const answer = await call('refusals.settle', { event });
      setError(answer.ok ? null : answer.error);
      if (answer.ok) {
        announce(t('Settled. What stands is kept.'));
        onKept();
      }
      again();
    },
    mine: () => sign(own),
    third: async () => {
      if (thirdWay(refused) === 'here') return setAsked(true);
      const form = DecisionForm.safeParse({ ...refused.facets, ...own.payload, supersedes: event });
      if (type === 'decided' && form.success) {
        const content = { form: form.data, caret: { field: 'rationale', at: form.data.rationale.length } };
        const saved = await call('draft.save', { caseId, part: 'decision', content });
        if (!saved.ok) return setError(saved.error);
      }
      const place = usePlace.getState();
      place.remember(`case ${caseId} stage`, { stage: type === 'decided' ? 'decision' : 'send' });
      again();
      place.go({ screen: 'case', caseId });
      onLeave();
    },
    signThird: sign,
    stopWriting: () => setAsked(false),
    takeBack: async () => {
      await hold?.takeBack();
      // One's own words need no draft: they stand in the card. A third version stays one.
      if (JSON.stringify(draft?.content) === JSON.stringify(own)) await call('draft.drop', { caseId, part });
      again();
    },
  };
}
