import { useState } from 'react';
import { coversEverywhere, occurrences } from '../../../../shared/domain/everywhere.ts';
import { cover, coverAll } from '../../../../shared/domain/redacting.ts';
import { wholeWords } from '../../../../shared/domain/redaction.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce } from '../../../ui/index.ts';
import { labelOf } from '../../../words/codes.ts';
import { counted } from '../../../words/count.ts';
import { t } from '../../../words/t.ts';
import { newEntryId } from '../new-entry-id.ts';
import { useOpenCase } from '../open-case.ts';
import type { Drafted } from '../use-draft.ts';
import type { PackLine, SendForm } from './pack.ts';

/** What is selected in the words of a statement: UTF-16 offsets. */
export interface Selected {
  readonly statement: string;
  readonly from: number;
  readonly to: number;
}

/** Covers what is selected in one statement, there or wherever it stands in the pack; the keys are those of the table. */
export function useRedact(draft: Drafted<SendForm>, lines: readonly PackLine[], reason: string) {
  const { me } = useOpenCase();
  const [selected, setSelected] = useState<Selected | null>(null);
  const { value, change } = draft;
  const line = lines.find(({ statement, include }) => include && statement === selected?.statement);
  const span = line === undefined || selected === null ? null : wholeWords(line.text, selected.from, selected.to);
  const phrase = line === undefined || span === null ? '' : line.text.slice(span.from, span.to);
  const made = () => ({ reason, by: me.user, at: new Date().toISOString() });
  const redact = () => {
    if (line === undefined || span === null || phrase === '') return;
    const redaction = { id: newEntryId(), ...span, ...made() };
    change({ redacting: cover(value.redacting, line.statement, redaction) });
    announce(t('Redacted: {{reasons}}', { reasons: labelOf('redaction_reason', reason) }));
    setSelected(null);
  };
  const redactEverywhere = () => {
    if (phrase === '') return;
    const covers = coversEverywhere(
      lines.filter(({ include }) => include),
      phrase,
      made(),
      newEntryId,
    );
    change({ redacting: coverAll(value.redacting, covers) });
    // What is typed for the recipient has no covers: it is changed there.
    const typed = [value.title, value.request, value.safeguarding, value.handling].flatMap((text) =>
      occurrences(text, phrase),
    );
    announce(
      [
        t('Redacted in {{places}}.', { places: counted(covers.length, 'place') }),
        ...(typed.length > 0 ? [t('It also stands in what you typed for the recipient: change it there.')] : []),
      ].join(' '),
    );
    setSelected(null);
  };
  useCommand('assess.redact', redact, phrase !== '');
  useCommand('assess.redactEverywhere', redactEverywhere, phrase !== '');
  return { selected, onSelect: setSelected, redact, redactEverywhere };
}
