import { useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { CallInput } from '../../../../shared/bridge/contract.ts';
import type { SharedDraftWords } from '../../../../shared/domain/work-file.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce, Button, ErrorNotice, Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { useOpenCase } from '../open-case.ts';
import { dayAndTime } from '../when.ts';
import { draftStageName } from './draft-stage-name.ts';
import { draftTexts } from './draft-texts.ts';
import own from './sharing.module.css';

/** What a colleague typed and passed on with the case: taken over as one's own draft, or left. Signed by nobody yet. */
export function SharedDrafts() {
  const { file, me } = useOpenCase();
  const mine = file.work.sharedDrafts.filter(({ facets, state }) => state === 'passed' && facets.to === me.user);
  if (mine.length === 0) return null;
  return (
    <div className={own.all} role="region" aria-label={t('Drafts passed on to you')}>
      {mine.map((draft) => (
        <Passed key={draft.event} draft={draft} />
      ))}
    </div>
  );
}

function Passed({ draft }: { readonly draft: SharedDraftWords }) {
  const { caseId, read, nameOf, now, sign, openStage } = useOpenCase();
  const [error, setError] = useState<CallError | null>(null);
  const { contents } = draft;
  const { stage } = draft.facets;
  const ownThere = contents !== null && read.drafts.some(({ part }) => part === contents.part);
  const answer = async (result: 'taken' | 'left') => {
    const signed = await sign({ type: 'draft_answered', facets: { draft: draft.event, result }, payload: {} });
    setError(signed.ok ? null : signed.error);
    return signed.ok;
  };
  const take = async () => {
    if (contents === null || ownThere) return;
    // First it is kept here, then it is said so: whatever comes between, the words are in one place at least.
    const content = contents.content as CallInput<'draft.save'>['content'];
    const saved = await call('draft.save', { caseId, part: contents.part, content });
    if (!saved.ok) return setError(saved.error);
    askAgain('case.read');
    if (!(await answer('taken'))) return;
    announce(t('The draft is yours now. Nothing is signed.'));
    if (stage !== 'elsewhere') openStage(stage);
  };
  useCommand('assess.takeDraft', () => void take(), contents !== null && !ownThere);
  return (
    <section className={own.passed} aria-label={t('Draft passed on: {{stage}}', { stage: draftStageName(stage) })}>
      <p>
        <strong>{t('Draft passed on: {{stage}}', { stage: draftStageName(stage) })}</strong>{' '}
        {t('by {{name}}, typed {{when}}. Nobody has signed it.', {
          name: nameOf(draft.by),
          when: dayAndTime(contents?.savedAt ?? draft.at, now),
        })}
      </p>
      {contents === null ? (
        <p className={styles.muted}>{t('Its words were erased.')}</p>
      ) : (
        draftTexts(contents.content).map((text, index) => <Foreign key={index} as="p" text={text} />)
      )}
      {ownThere && (
        <p className={styles.muted}>
          {t('You have a draft of your own there: sign it or discard it, then this one can be taken over.')}
        </p>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        {contents !== null && (
          <Button disabled={ownThere} onClick={() => void take()}>
            {t('Take it over as my draft')}
          </Button>
        )}
        <Button
          variant="quiet"
          onClick={async () => {
            if (await answer('left')) announce(t('The draft is left.'));
          }}
        >
          {t('Leave it')}
        </Button>
      </div>
    </section>
  );
}
