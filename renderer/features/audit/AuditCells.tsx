import { memo } from 'react';
import type { AuditLine } from '../../../shared/bridge/audit.ts';
import { Foreign } from '../../ui/index.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { Cell, Cut } from '../grid/Cell.tsx';
import { howWord, justificationWord, kindWord, personWord, placeWord, workstationWord } from './audit-words.ts';
import styles from './audit.module.css';
import { toTheSecond } from './to-the-second.ts';

/** One entry: when, of which kind, what, which case, who, where, why, for whom, and whether it is in the log. */
export const AuditCells = memo(function AuditCells({ line }: { readonly line: AuditLine }) {
  const odd = line.signature === 'bad';
  const how = howWord(line);
  return (
    <>
      <Cell>
        <time dateTime={line.at}>{toTheSecond(line.at)}</time>
      </Cell>
      <Cell>
        <Cut>{kindWord[line.kind]}</Cut>
      </Cell>
      <Cell>
        <Cut>
          {eventName(line.type)}
          {how !== '' && <span className={styles.muted}>, {how}</span>}
        </Cut>
      </Cell>
      <Cell mono>
        {line.reference ?? (line.caseId === null ? (line.sealed ? t('sealed') : '–') : workstationWord(line.caseId))}
      </Cell>
      <Cell>
        <Cut>{personWord(line)}</Cut>
      </Cell>
      <Cell mono>{workstationWord(line.device)}</Cell>
      <Cell>
        <Cut>{line.justification === null ? '' : justificationWord(line.justification)}</Cut>
      </Cell>
      <Cell>
        <Cut>{line.recipient !== null && <Foreign text={line.recipient} />}</Cut>
      </Cell>
      <Cell className={odd ? styles.danger : line.place === 'logged' ? styles.muted : styles.local}>
        {odd ? t('Signature wrong') : placeWord[line.place]}
      </Cell>
    </>
  );
});
