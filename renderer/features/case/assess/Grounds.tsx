import { type KeyboardEvent, useRef } from 'react';
import type { z } from 'zod';
import { codeList } from '../../../words/codes.ts';
import type { GroundAnswer } from '../../../../shared/domain/events/assessment.ts';
import { RadioKeys } from '../../../ui/index.ts';
import { answerChoices } from './answer-choices.ts';
import testStyles from './referral-test.module.css';

type Answers = Readonly<Record<string, z.infer<typeof GroundAnswer>>>;
const grounds = codeList('mandatory_referral_ground').entries;

interface Props {
  readonly answers: Answers;
  readonly onChange: (answers: Record<string, z.infer<typeof GroundAnswer>>) => void;
}

/** Each ground by itself, "if true", by `Y`, `N` and `U`: after a letter the next one has the focus. */
export function Grounds({ answers, onChange }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const goOn = (event: KeyboardEvent, index: number) => {
    if (!/^[ynu]$/i.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const groups = list.current?.querySelectorAll<HTMLElement>('[role="radiogroup"]');
    groups
      ?.item(index + 1)
      ?.querySelector<HTMLElement>('[tabindex="0"]')
      ?.focus();
  };
  return (
    <ul ref={list} className={testStyles.grounds}>
      {grounds.map(({ code, label }, index) => (
        <li key={code} onKeyDown={(event) => goOn(event, index)}>
          <span className={testStyles.groundLabel}>{label}</span>
          <RadioKeys
            label={label}
            labelHidden
            choices={answerChoices}
            value={answers[code] ?? null}
            onChange={(answer) => onChange({ ...answers, [code]: answer })}
          />
        </li>
      ))}
    </ul>
  );
}
