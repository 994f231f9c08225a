/** The two sheets: what people are, and what they are called. They never stand side by side. */
import { forceByShort } from '../../../shared/domain/codes.ts';
import { Foreign, UrgencyMark } from '../../ui/index.ts';
import { urgencyName } from '../../words/labels.ts';
import classes from './Conflict.module.css';
import { MarkList } from './MarkList.tsx';
import type { ConflictPass } from './use-conflict-pass.ts';
import { t } from '../../words/t.ts';

const said = (parts: readonly string[]) => (parts.length === 0 ? t('Not said') : parts.join(', '));

export function RolesSheet({ pass }: { pass: ConflictPass }) {
  return (
    <MarkList
      label={t('Cases without names: force, station, rank, period')}
      caseOf={(caseId) => caseId}
      marked={pass.marked}
      onMark={pass.mark}
      header={
        <>
          <span>{t('Urgency')}</span>
          <span>{t('Force')}</span>
          <span>{t('Station')}</span>
          <span>{t('Rank')}</span>
          <span className={classes.period}>{t('Period')}</span>
          <span>{t('Reference')}</span>
        </>
      }
      lines={pass.cases.map((line) => ({
        key: line.caseId,
        cells: (
          <>
            <span className={classes.urgency}>
              <UrgencyMark urgency={line.urgency} />
              {urgencyName(line.urgency)}
            </span>
            <span className={classes.cut}>{forceByShort(line.force)?.name ?? line.force}</span>
            <Foreign className={classes.cut} text={said(line.stations)} />
            <Foreign className={classes.cut} text={said(line.ranks)} />
            <Foreign
              className={`${classes.cut ?? ''} ${classes.period ?? ''}`}
              text={line.period === '' ? t('Not said') : line.period}
            />
            <span translate="no" className={`mono ${classes.cut}`}>
              {line.reference}
            </span>
          </>
        ),
      }))}
    />
  );
}

export function NamesSheet({ pass }: { pass: ConflictPass }) {
  return (
    <MarkList
      label={t('Names only')}
      marked={pass.marked}
      onMark={pass.mark}
      lines={pass.names.map((line) => ({
        key: line.key,
        cells: <Foreign className={`${classes.cut ?? ''} ${classes.name ?? ''}`} text={line.name} />,
      }))}
    />
  );
}
