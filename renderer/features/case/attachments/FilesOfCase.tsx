import { useMemo } from 'react';
import type { Me } from '../../../../shared/bridge/session.ts';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain, useCall } from '../../../app/calls.ts';
import { FindClues } from '../../../ui/Clues.tsx';
import { Button, Empty, ErrorNotice, Skeleton, useMinute } from '../../../ui/index.ts';
import { personName } from '../../../words/person-name.ts';
import { t } from '../../../words/t.ts';
import { type CaseRead, type OpenCase, OpenCaseProvider } from '../open-case.ts';
import { clueFinder } from '../reading/clues.ts';
import { AttachmentList } from './AttachmentList.tsx';
import { AttachmentPane } from './AttachmentPane.tsx';
import styles from './attachments.module.css';

interface Props {
  readonly caseId: string;
  /** Null lists the files of the report. */
  readonly attachment: string | null;
  readonly openAttachment: (attachment: string | null) => void;
}

/** The second window's case: as much of it as its files need. */
export function FilesOfCase({ caseId, attachment, openAttachment }: Props) {
  const read = useCall('case.read', { caseId, peek: false });
  const me = useCall('session.me', {});
  const file = read.value?.file ?? null;
  const error = read.error ?? me.error;
  return (
    <main
      className={styles.alone}
      aria-label={t('Files of {{reference}}', { reference: read.value?.row.reference ?? '…' })}
    >
      {error !== null ? (
        <ErrorNotice error={error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />
      ) : read.value === undefined || me.value === undefined ? (
        <Skeleton rows={6} />
      ) : file === null ? (
        <Empty title={t('This case is closed to you.')}>
          {t('Its files open once its conflict screen is passed.')}
        </Empty>
      ) : (
        <Files {...{ caseId, attachment, openAttachment, file }} read={read.value} me={me.value} />
      )}
    </main>
  );
}

interface FilesProps extends Props {
  readonly read: CaseRead;
  readonly file: CaseFile;
  readonly me: Me;
}

const nothing = () => undefined;

function Files({ caseId, attachment, openAttachment, read, file, me }: FilesProps) {
  const now = useMinute();
  // Stages, marks and grades are the first window's.
  const open = useMemo<OpenCase>(
    () => ({
      caseId,
      read,
      file,
      me,
      now,
      nameOf: (user) => (user === me.user ? t('you') : personName(read.names, user)),
      stage: 'risk',
      openStage: nothing,
      active: null,
      setActive: nothing,
      gradeWanted: null,
      gradeTaken: nothing,
      attachment,
      openAttachment,
      sign: async (command) => {
        const answer = await call('case.sign', { caseId, ...command });
        if (answer.ok) askAgain('case.read');
        return answer;
      },
      focusReading: nothing,
      whereabouts: () => () => true,
    }),
    [caseId, read, file, me, now, attachment, openAttachment],
  );
  const findClues = useMemo(() => clueFinder(file), [file]);
  const files = file.report?.attachments.length ?? 0;
  return (
    <OpenCaseProvider value={open}>
      <FindClues value={findClues}>
        {attachment !== null ? (
          <>
            <h1 className="sr-only">{read.row.reference}</h1>
            <AttachmentPane key={attachment} attachment={attachment} alone />
          </>
        ) : (
          <section className={styles.body} data-pane="files" aria-label={t('Files of the report')}>
            <h1 className={styles.title}>{read.row.reference}</h1>
            {files === 0 ? <p>{t('No file came with this report.')}</p> : <AttachmentList />}
          </section>
        )}
      </FindClues>
    </OpenCaseProvider>
  );
}
