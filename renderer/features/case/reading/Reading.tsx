import { useEffect, useMemo, useRef, useState } from 'react';
import { type AnnotationKind, locate, textTarget } from '../../../../shared/domain/annotation.ts';
import { useCommand } from '../../../app/commands.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import { useAtHand } from '../../danger/at-hand.ts';
import { coverLine } from '../../desk/cover-line.ts';
import { useViewKey, useViewPlace } from '../../desk/desk-place.ts';
import { useHitPlace } from '../hits/hit-place.ts';
import { useOpenCase } from '../open-case.ts';
import { placedAnnotations } from '../statements.ts';
import { kindWord } from '../words.ts';
import { AnnotationPanel } from './AnnotationPanel.tsx';
import { MarkEditor, MarkForm, markPart } from './MarkEditor.tsx';
import { hitsIn } from './hits.ts';
import { KeptWork } from './KeptWork.tsx';
import { Narrative } from './Narrative.tsx';
import { OrphanedAnnotations } from './OrphanedAnnotations.tsx';
import styles from './reading.module.css';
import { ReportFacts } from './ReportFacts.tsx';
import { selectedIn } from './selection.ts';
import { sentenceAt } from './sentences.ts';
import { overridesIn } from './visible-text.ts';
import { actKeys, SelectionToolbar } from './SelectionToolbar.tsx';
import { Timeline } from './Timeline.tsx';
import { hasWords, useActs } from './use-acts.ts';
import { useMarking } from './use-marking.ts';
import { useReadingKeys } from './use-reading-keys.ts';
import { useTextMarks } from './use-text-marks.ts';
import { t } from '../../../words/t.ts';

/** The words of a mark that were left unsigned, reopened with the case. */
function unsignedMark(drafts: readonly { readonly part: string; readonly content: unknown }[]): MarkForm | null {
  for (const draft of drafts) {
    if (!draft.part.startsWith('mark ')) continue;
    const form = MarkForm.safeParse((draft.content as { form?: unknown } | null)?.form);
    if (form.success) return form.data;
  }
  return null;
}

/** The left pane: the report as it came, and everything marked in it. */
export function Reading({ factsElsewhere = false }: { readonly factsElsewhere?: boolean }) {
  const { caseId, read, file, active, setActive, openAttachment } = useOpenCase();
  const text = file.report?.narrative ?? '';
  const marking = useMarking(caseId, text);
  const acts = useActs();
  const [editing, setEditing] = useState<MarkForm | null>(() => unsignedMark(read.drafts));
  const [toolbar, setToolbar] = useState<number | null>(null);
  const pane = useRef<HTMLElement>(null);
  const { placed, orphaned } = useMemo(() => placedAnnotations(file), [file]);
  const desk = useViewPlace(useViewKey());
  const own = useHitPlace((place) => place.own);
  const search = own ?? desk.search;
  const typing = own !== null || desk.typing;
  const overrides = useMemo(() => overridesIn(text), [text]);
  const hits = useMemo(() => hitsIn(text, search, typing), [text, search, typing]);
  const wantedHit = useHitPlace(({ inNarrative }) => (inNarrative?.caseId === caseId ? inNarrative : null));
  const marks = useTextMarks(placed, active, marking, hits, wantedHit, overrides);
  const choose = useRef(marking.choose);
  useEffect(() => {
    choose.current = marking.choose;
  });
  useEffect(() => {
    if (wantedHit !== null) choose.current({ from: wantedHit.from, to: wantedHit.to });
  }, [wantedHit]);
  const annotation = file.annotations.find((a) => a.event === active && a.withdrawn === null) ?? null;
  useAtHand(caseId, () => {
    const { passage } = marking;
    if (passage === null || passage.from === passage.to || read.narrativeSha256 === null) return null;
    return textTarget(text, passage.from, passage.to, read.narrativeSha256);
  });

  const backToText = () => {
    // Signing takes a moment: who has gone on to another part meanwhile keeps the focus there.
    const here = document.activeElement === document.body || pane.current?.contains(document.activeElement);
    if (here) pane.current?.querySelector<HTMLElement>('[data-narrative]')?.focus();
  };
  const closeEditor = () => {
    setEditing(null);
    backToText();
  };
  // The panel goes with what is withdrawn, and the focus must not go with it.
  const withdraw = (id: string) => void acts.withdraw(id).then((done) => done && backToText());
  const act = (kind: AnnotationKind) => {
    setToolbar(null);
    const { passage } = marking;
    if (passage === null) return;
    window.getSelection()?.removeAllRanges();
    if (hasWords(kind)) setEditing({ kind, ...passage, text: '', annotation: null });
    else void acts.mark(kind, passage).then((done) => done && marking.choose(null));
  };
  const edit = (id: string) => {
    const found = file.annotations.find((a) => a.event === id);
    const at = found === undefined ? null : locate(text, found.target);
    if (found === undefined || at === null) return;
    marking.choose(at);
    setActive(id);
    setEditing({ kind: found.kind, ...at, text: found.text, annotation: id });
  };
  /** The annotation meant by a key: the active one, else the first that begins in the sentence under the cursor. */
  const meant = () => {
    if (annotation !== null) return annotation.event;
    const sentence = marking.sentences[marking.cursor];
    const here = placed.find((p) => sentence !== undefined && p.from >= sentence.from && p.from < sentence.to);
    return here?.annotation.event ?? null;
  };
  const step = (by: 1 | -1) => {
    const at = placed.findIndex((p) => p.annotation.event === active);
    const next = placed[at < 0 ? (by === 1 ? 0 : placed.length - 1) : (at + by + placed.length) % placed.length];
    if (next === undefined) return;
    setActive(next.annotation.event);
    marking.goTo(sentenceAt(marking.sentences, next.from));
  };
  const onKeyDown = useReadingKeys(marking);
  useCommand('reading.marking', () => {
    marking.turn(!marking.on);
    pane.current?.querySelector<HTMLElement>('[data-narrative]')?.focus();
  });
  useCommand('reading.nextAnnotation', () => step(1));
  useCommand('reading.previousAnnotation', () => step(-1));
  const firstFile = file.report?.attachments[0]?.id;
  useCommand('reading.files', () => firstFile !== undefined && openAttachment(firstFile), firstFile !== undefined);
  useCommand('annotation.statement', () => act('statement'));
  useCommand('annotation.note', () => act('note'));
  useCommand('annotation.highlight', () => act('highlight'));
  useCommand('annotation.tag', () => act('tag'));
  useCommand('annotation.person', () => act('person'));
  useCommand('annotation.clue', () => act('reporter_clue'));
  useCommand('annotation.edit', () => {
    const id = meant();
    if (id !== null) edit(id);
  });
  useCommand('annotation.withdraw', () => {
    const id = meant();
    if (id !== null) withdraw(id);
  });
  useCommand('global.undo', () => acts.undo?.(), acts.undo !== null);

  if (file.report === null)
    return (
      <section ref={pane} className={styles.reading} data-pane="reading" aria-label={t('Reading')}>
        <div className={styles.scroll}>
          <p className={styles.cover}>
            {t('The contents of this report were erased. What was done with it stays below.')}
          </p>
          <KeptWork />
          <Timeline />
        </div>
      </section>
    );
  return (
    <section ref={pane} className={styles.reading} data-pane="reading" aria-label={t('Reading')}>
      <div className={styles.scroll} data-scroll>
        <p className={styles.cover}>
          {coverLine(read.row, file)}
          <span className={styles.modeLine}>
            <Button variant="quiet" keys="F2" aria-pressed={marking.on} onClick={() => marking.turn(!marking.on)}>
              {marking.on ? t('Stop marking') : t('Mark')}
            </Button>
          </span>
        </p>
        <KeptWork />
        {marking.on && (
          <div role="toolbar" aria-label={t('Mark the passage')} className={styles.modeActs}>
            {actKeys.map(({ kind, key }) => (
              <button key={kind} type="button" className={styles.modeAct} onClick={() => act(kind)}>
                <kbd>{key}</kbd> {kindWord[kind]}
              </button>
            ))}
          </div>
        )}
        <div className={styles.textBox}>
          <Narrative
            text={text}
            sentences={marking.sentences}
            marks={marks}
            cursor={marking.cursor}
            marking={marking.on}
            onKeyDown={onKeyDown}
            onPoint={(sentence, id) => {
              marking.goTo(sentence);
              setToolbar(null);
              setActive(id);
            }}
            onSelection={() => {
              const narrative = pane.current?.querySelector('[data-narrative]') ?? null;
              const passage = narrative === null ? null : selectedIn(narrative, text);
              if (narrative === null || passage === null) return;
              marking.choose(passage);
              const selection = window.getSelection();
              const rect = selection?.getRangeAt(0).getBoundingClientRect();
              setToolbar((rect?.bottom ?? 0) - narrative.getBoundingClientRect().top + 6);
              // In marking mode the passage is drawn by the marks; two drawings of it would drift apart.
              if (marking.on) selection?.removeAllRanges();
            }}
          />
          {toolbar !== null && <SelectionToolbar top={toolbar} onAct={act} />}
        </div>
        <OrphanedAnnotations annotations={orphaned} />
        {!factsElsewhere && <ReportFacts />}
        {!factsElsewhere && <Timeline />}
      </div>
      {acts.error !== null && editing === null && <ErrorNotice error={acts.error} />}
      {editing !== null ? (
        <MarkEditor
          key={markPart(editing.annotation)}
          start={editing}
          passage={marking.passage}
          acts={acts}
          onClose={closeEditor}
        />
      ) : annotation !== null ? (
        <AnnotationPanel
          annotation={annotation}
          onEdit={() => edit(annotation.event)}
          onWithdraw={() => withdraw(annotation.event)}
          onClose={() => {
            setActive(null);
            backToText();
          }}
        />
      ) : null}
    </section>
  );
}
