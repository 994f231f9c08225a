import type { AuditLine } from '../../../shared/bridge/audit.ts';
import { Foreign } from '../../ui/index.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { howWord, justificationWord, kindWord, personWord, placeWord, workstationWord } from './audit-words.ts';
import styles from './audit.module.css';
import { toTheSecond } from './to-the-second.ts';

interface Props {
  /** Undefined while its slice is on the way. */
  readonly line: AuditLine | undefined;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly here: boolean;
  readonly onPoint: (index: number) => void;
  readonly onOpen: (index: number) => void;
}

/** One entry: when, of which kind, what, which case, who, where, why, for whom, and whether it is in the log. */
export function AuditRow({ line, index, top, height, here, onPoint, onOpen }: Props) {
  const style = { transform: `translateY(${top}px)`, height };
  if (line === undefined)
    return (
      <div role="row" aria-rowindex={index + 2} className={styles.row} style={style}>
        <span role="gridcell">
          <span className="sr-only">{t('Reading…')}</span>
        </span>
      </div>
    );
  const odd = line.signature === 'bad';
  const how = howWord(line);
  return (
    <div
      id={`entry-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={here}
      data-event={line.event}
      className={`${styles.row} ${here ? styles.here : ''}`}
      style={style}
      onMouseDown={() => onPoint(index)}
      onDoubleClick={() => onOpen(index)}
    >
      <span role="gridcell" className={styles.cell}>
        <time dateTime={line.at}>{toTheSecond(line.at)}</time>
      </span>
      <span role="gridcell" className={styles.cell}>
        <span className={styles.cut}>{kindWord[line.kind]}</span>
      </span>
      <span role="gridcell" className={styles.cell}>
        <span className={styles.cut}>
          {eventName(line.type)}
          {how !== '' && <span className={styles.muted}>, {how}</span>}
        </span>
      </span>
      <span role="gridcell" className={`${styles.cell} mono`} translate="no">
        {line.reference ?? (line.caseId === null ? (line.sealed ? t('sealed') : '–') : workstationWord(line.caseId))}
      </span>
      <span role="gridcell" className={styles.cell}>
        <span className={styles.cut}>{personWord(line)}</span>
      </span>
      <span role="gridcell" className={`${styles.cell} mono`} translate="no">
        {workstationWord(line.device)}
      </span>
      <span role="gridcell" className={styles.cell}>
        <span className={styles.cut}>{line.justification === null ? '' : justificationWord(line.justification)}</span>
      </span>
      <span role="gridcell" className={styles.cell}>
        <span className={styles.cut}>{line.recipient !== null && <Foreign text={line.recipient} />}</span>
      </span>
      <span
        role="gridcell"
        className={`${styles.cell} ${odd ? styles.danger : line.place === 'logged' ? styles.muted : styles.local}`}
      >
        {odd ? t('Signature wrong') : placeWord[line.place]}
      </span>
    </div>
  );
}
