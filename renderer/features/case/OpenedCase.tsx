import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import type { Me } from '../../../shared/bridge/session.ts';
import type { CaseFile } from '../../../shared/domain/case-file.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { canEnter, enterPane } from '../../app/panes.ts';
import { recall, usePlace } from '../../app/place.ts';
import { FindClues } from '../../ui/Clues.tsx';
import { useMinute } from '../../ui/index.ts';
import { CurrentWords } from './CurrentWords.tsx';
import { JoinedReports } from '../related/JoinedReports.tsx';
import { readJoined, useJoined, useRelatedPlace } from '../related/related-place.ts';
import { RelatedLayer } from '../related/RelatedLayer.tsx';
import { AttachmentPane } from './attachments/AttachmentPane.tsx';
import { followedBySecondWindow, showInWindow, useSecondWindow } from './attachments/second-window.ts';
import { Assess } from './assess/Assess.tsx';
import { HitLine } from './hits/HitLine.tsx';
import { textShown } from './cover.ts';
import { clueFinder } from './reading/clues.ts';
import styles from './case.module.css';
import { DuesDrawer } from './dues/DuesDrawer.tsx';
import { type CaseRead, type OpenCase, OpenCaseProvider } from './open-case.ts';
import { Reading } from './reading/Reading.tsx';
import { ReportFacts } from './reading/ReportFacts.tsx';
import { Timeline } from './reading/Timeline.tsx';
import { owingStage, type StageKey, stageMarks, stages } from './stages.ts';
import { useStageKeys } from './use-stage-keys.ts';
import { personName } from '../../words/person-name.ts';
import { t } from '../../words/t.ts';

const RememberedFile = z.object({ attachment: z.string().nullable() });
const Remembered = z.object({ stage: z.enum(stages.map((stage) => stage.key)) });

interface Props {
  readonly caseId: string;
  readonly read: CaseRead;
  readonly file: CaseFile;
  readonly me: Me;
}

/** What takes the focus at the left: the narrative, or the file in its place. */
const reading = ':is([data-narrative], [data-file], [data-joined])';

/** Reading at the left, Assess at the right; in a narrow window one of them, and `F6` swaps. It reaches what stands beside them too. */
export function OpenedCase({ caseId, read, file, me }: Props) {
  const now = useMinute();
  const remember = usePlace((place) => place.remember);
  const [stage, setStage] = useState<StageKey>(
    () => recall(`case ${caseId} stage`, Remembered)?.stage ?? owingStage(read.row.nextAct, read.drafts),
  );
  const [attachment, setAttachment] = useState(() => recall(`case ${caseId} file`, RememberedFile)?.attachment ?? null);
  const [active, setActiveId] = useState<string | null>(null);
  const [gradeWanted, setGradeWanted] = useState<string | null>(null);
  const [pane, setPane] = useState<'reading' | 'assess'>('reading');
  const panes = useRef<HTMLDivElement>(null);
  // Where there is room, what surrounds the text stands beside it.
  const wide = useMediaQuery('(min-width: 2000px)', false, { getInitialValueInEffect: false });

  // Counts where the person has gone, so that what ends later does not call the focus back.
  const goings = useRef(0);
  const whereabouts = useCallback(() => {
    const then = goings.current;
    return () => goings.current === then;
  }, []);

  const focusReading = useCallback(() => {
    goings.current += 1;
    setPane('reading');
    requestAnimationFrame(() => panes.current?.querySelector<HTMLElement>(reading)?.focus());
  }, []);
  const focusAssess = useCallback(() => {
    goings.current += 1;
    setPane('assess');
    requestAnimationFrame(() => {
      const region = panes.current?.querySelector<HTMLElement>('[data-pane="assess"]');
      const first = region?.querySelector<HTMLElement>(
        '[data-stage-body] :is([role=radio][tabindex="0"], textarea, input, select, button):not(:disabled)',
      );
      (first ?? region)?.focus();
    });
  }, []);
  const openStage = useCallback(
    (next: StageKey) => {
      setStage(next);
      remember(`case ${caseId} stage`, { stage: next });
    },
    [caseId, remember],
  );
  const openAttachment = useCallback(
    (next: string | null) => {
      // While there is a second window, files are for it and the text stays here.
      if (next !== null && useSecondWindow.getState().open) {
        void showInWindow({ caseId, attachment: next }, true);
        return;
      }
      setAttachment(next);
      remember(`case ${caseId} file`, { attachment: next });
      if (next === null) focusReading();
    },
    [caseId, remember, focusReading],
  );
  // Where words were left, their field has already taken the focus; else reading comes first.
  useEffect(() => {
    if (panes.current?.contains(document.activeElement) === false)
      panes.current.querySelector<HTMLElement>(reading)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => followedBySecondWindow(caseId), [caseId]);
  useEffect(() => textShown(caseId), [caseId]);
  const joined = useJoined(caseId) && read.related.length > 0;
  const covered = useRelatedPlace(caseId).over !== null;
  const closeJoined = useCallback(() => {
    readJoined(caseId, false);
    focusReading();
  }, [caseId, focusReading]);
  // Reading and Assess always, though one of them may be hidden; what stands beside them where there is room.
  const stepPane = (by: 1 | -1) => {
    const beside = (pane: string) =>
      panes.current?.closest('[data-case-open]')?.querySelector<HTMLElement>(`[data-pane="${pane}"]`) ?? undefined;
    const order = ['queue', 'reading', 'assess', 'context'].filter(
      (pane) => pane === 'reading' || pane === 'assess' || canEnter(beside(pane)),
    );
    const here = order.indexOf(document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? '');
    const next = here === -1 ? 'reading' : order[(here + by + order.length) % order.length]!;
    if (next === 'reading') focusReading();
    else if (next === 'assess') focusAssess();
    else enterPane(beside(next));
  };
  useCommand('global.nextPane', () => stepPane(1));
  useCommand('global.previousPane', () => stepPane(-1));
  useStageKeys((next) => {
    openStage(next);
    focusAssess();
  });

  const open = useMemo<OpenCase>(
    () => ({
      caseId,
      read,
      file,
      me,
      now,
      nameOf: (user) => (user === me.user ? t('you') : personName(read.names, user)),
      stage,
      openStage,
      active,
      setActive: (annotation, focus) => {
        setActiveId(annotation);
        if (focus === 'grade') {
          setGradeWanted(annotation);
          openStage('codes');
          setPane('assess');
        }
        if (focus === 'reading') setPane('reading');
      },
      gradeWanted,
      attachment,
      openAttachment,
      gradeTaken: () => setGradeWanted(null),
      sign: async (command) => {
        const answer = await call('case.sign', { caseId, ...command });
        if (answer.ok) askAgain('case.read');
        return answer;
      },
      focusReading,
      whereabouts,
    }),
    [
      caseId,
      read,
      file,
      me,
      now,
      stage,
      openStage,
      active,
      attachment,
      openAttachment,
      gradeWanted,
      focusReading,
      whereabouts,
    ],
  );
  const findClues = useMemo(() => clueFinder(file), [file]);
  const marks = useMemo(
    () =>
      stageMarks(
        file,
        read.drafts.map((draft) => draft.part),
      ),
    [file, read.drafts],
  );

  return (
    <OpenCaseProvider value={open}>
      <FindClues value={findClues}>
        <HitLine />
        {pane === 'assess' && <CurrentWords />}
        <div className={styles.stack}>
          <div ref={panes} className={styles.panes} data-shown={pane} inert={covered}>
            {attachment === null && joined ? (
              <JoinedReports onClose={closeJoined} />
            ) : attachment === null ? (
              <Reading factsElsewhere={wide} />
            ) : (
              <AttachmentPane key={attachment} attachment={attachment} />
            )}
            <Assess marks={marks} />
            {wide && (
              <section className={styles.context} data-pane="context" aria-label={t('Context')}>
                <ReportFacts />
                <Timeline />
              </section>
            )}
          </div>
          <RelatedLayer caseId={caseId} followUps={read.related.length > 0} />
        </div>
        <DuesDrawer />
      </FindClues>
    </OpenCaseProvider>
  );
}
