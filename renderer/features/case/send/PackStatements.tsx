import { useRef, useState } from 'react';
import { combinedGrade } from '../../../../shared/domain/grade.ts';
import { Foreign } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import sendStyles from './send.module.css';
import { gradeInWords } from '../assess/grade-words.ts';
import { useOpenCase } from '../open-case.ts';
import { SubjectWords } from '../reading/SubjectWords.tsx';
import { statementsOf } from '../statements.ts';
import { useCaret } from '../use-caret.ts';
import type { Drafted } from '../use-draft.ts';
import { RedactBar } from './RedactBar.tsx';
import { useRedact } from './use-redact.ts';
import { RedactStatement } from './RedactStatement.tsx';
import { Identification, packLines, packSubjects, type SendForm } from './pack.ts';
import { identificationWord } from '../assess/identification-words.ts';
import { t } from '../../../words/t.ts';

/** Which graded statements go, in words that are the assessor's own, and who is named, how surely. */
export function PackStatements({ draft }: { readonly draft: Drafted<SendForm> }) {
  const { file } = useOpenCase();
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const { value, change } = draft;
  const [reason, setReason] = useState('REPORTER');
  const lines = packLines(file, value);
  const redacting = useRedact(draft, lines, reason);
  const subjects = packSubjects(file, value);
  const ungraded = statementsOf(file).length - lines.length;
  return (
    <div ref={form} className={sendStyles.packStatements}>
      {lines.length === 0 && (
        <p className={styles.muted}>
          {t('No graded statement yet: only graded statements can be sent. Ctrl+4 goes there.')}
        </p>
      )}
      {lines.length > 0 && <RedactBar draft={draft} reason={reason} onReason={setReason} />}
      <ul>
        {lines.map((line, index) => {
          const set = (part: Partial<{ include: boolean; text: string }>) =>
            change({
              statements: {
                ...value.statements,
                [line.statement]: { include: line.include, text: line.text, ...part },
              },
            });
          return (
            <li key={line.statement} data-include={line.include}>
              <label className={sendStyles.include}>
                <input type="checkbox" checked={line.include} onChange={() => set({ include: !line.include })} />
                <span translate="no" className="mono">
                  {combinedGrade(line.grade)}
                </span>
                <span className={styles.muted}>{gradeInWords(line.grade)}</span>
              </label>
              <div className={sendStyles.beside}>
                <q className={sendStyles.source}>
                  <Foreign text={line.source} />
                </q>
                <RedactStatement line={line} form={value} {...redacting} change={change} number={index + 1} />
              </div>
            </li>
          );
        })}
      </ul>
      {ungraded > 0 && (
        <p className={styles.muted}>
          {ungraded === 1
            ? t('One statement is not graded and cannot be sent.')
            : t('{{ungraded}} statements are not graded and cannot be sent.', { ungraded })}
        </p>
      )}
      {subjects.length > 0 && <h3 className={styles.small}>{t('People')}</h3>}
      <ul>
        {subjects.map((line) => {
          const set = (part: Partial<{ include: boolean; identification: Identification }>) =>
            change({
              subjects: {
                ...value.subjects,
                [line.key]: { include: line.include, identification: line.identification, ...part },
              },
            });
          return (
            <li key={line.key} data-include={line.include} className={sendStyles.packSubject}>
              <input
                type="checkbox"
                aria-label={t('Name person {{key}} in the pack', { key: Number(line.key) + 1 })}
                checked={line.include}
                onChange={() => set({ include: !line.include })}
              />
              <select
                aria-label={t('How surely identified')}
                value={line.identification}
                onChange={(event) => set({ identification: Identification.parse(event.target.value) })}
              >
                {/* Confirmed needs a recorded basis, for which there is no place yet: it is not offered. */}
                {Identification.options
                  .filter((option) => option !== 'confirmed')
                  .map((option) => (
                    <option key={option} value={option}>
                      {identificationWord[option]}
                    </option>
                  ))}
              </select>
              <SubjectWords subject={{ ...line.subject, description: undefined }} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
