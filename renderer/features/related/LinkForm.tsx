import { z } from 'zod';
import { LinkKind } from '../../../shared/domain/alerts.ts';
import { useEffect, useRef } from 'react';
import { Button, RadioKeys, TextArea } from '../../ui/index.ts';
import { linkName } from '../../words/related.ts';
import { t } from '../../words/t.ts';
import { useOpenCase } from '../case/open-case.ts';
import { SignBar } from '../case/parts/SignBar.tsx';
import { useCaret } from '../case/use-caret.ts';
import { useDraft } from '../case/use-draft.ts';
import styles from './related.module.css';
import type { Joining } from './use-joining.ts';

const LinkDraft = z.object({ kind: LinkKind.nullable(), why: z.string() });

interface Props {
  readonly other: string;
  readonly reference: string;
  /** What the alert or the comparison suggests; the person decides. */
  readonly start: LinkKind;
  readonly joining: Joining;
  readonly onClose: () => void;
}

const choices = () => LinkKind.options.map((value, at) => ({ value, label: linkName(value), key: String(at + 1) }));

/** How this case and another belong together, and why. */
export function LinkForm({ other, reference, start, joining, onClose }: Props) {
  const { caseId, read } = useOpenCase();
  const part = `link ${other}`;
  const draft = useDraft(caseId, part, read.drafts, LinkDraft, () => ({ kind: start, why: '' }));
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  useEffect(() => form.current?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus(), []);
  const { kind, why } = draft.value;
  return (
    <div
      ref={form}
      className={styles.form}
      role="group"
      aria-label={t('Link to {{reference}}', { reference })}
      data-draft={draft.savedAt !== null}
    >
      <RadioKeys
        label={t('How {{reference}} belongs to this case', { reference })}
        choices={choices()}
        value={kind}
        onChange={(next) => draft.change({ kind: next })}
      />
      <TextArea label={t('Why')} name="why" rows={2} value={why} onChange={(next) => draft.change({ why: next })} />
      <SignBar
        words={t('Sign the link')}
        draft={draft}
        lacks={[
          ...(kind === null ? [t('Choose how the two belong together.')] : []),
          ...(why.trim() === '' ? [t('Write why they belong together.')] : []),
        ]}
        onSign={async () => {
          const failed = await joining.link(other, kind!, why.trim(), draft.savedAt === null ? undefined : part);
          if (failed !== null) return failed;
          draft.signed();
          onClose();
          return null;
        }}
      >
        <Button variant="quiet" onClick={onClose}>
          {t('Close')}
        </Button>
      </SignBar>
    </div>
  );
}
