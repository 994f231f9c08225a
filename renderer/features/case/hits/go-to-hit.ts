/** Brings the part of the case that shows a hit before the person's eyes: its stage, card, file or drawer. */
import { runCommand } from '../../../app/commands.ts';
import { recall } from '../../../app/place.ts';
import { closeDanger, showDanger } from '../../danger/danger-place.ts';
import { goRelated, readJoined } from '../../related/related-place.ts';
import { z } from 'zod';
import { duesPlace } from '../dues/DuesDrawer.tsx';
import type { OpenCase } from '../open-case.ts';
import { showSafeguarding } from '../safeguarding/safeguarding-tab.ts';
import { stages } from '../stages.ts';
import type { CaseHit } from './case-hits.ts';
import { useHitPlace } from './hit-place.ts';

type Case = Pick<OpenCase, 'caseId' | 'attachment' | 'openAttachment' | 'setActive' | 'focusReading'>;

const duesAreOpen = (caseId: string) => recall(duesPlace(caseId), z.object({ open: z.boolean() }))?.open ?? false;

/**
 * Opens what shows the hit.
 * @returns where on the screen its words are to be looked for, a selector; null where the text marks its own hits
 */
export function openPlaceOf(hit: CaseHit, open: Case): string | null {
  const { caseId, attachment, openAttachment, setActive, focusReading } = open;
  const { at } = hit;
  // What lies over Assess would lie over the hit.
  goRelated(caseId, { drawer: at.in === 'related', over: null });
  if (at.in !== 'alert') closeDanger();
  if (at.in !== 'tasks' && duesAreOpen(caseId)) runCommand('assess.dues');
  useHitPlace.setState({ inNarrative: null, inFile: null });
  if (at.in === 'narrative' || at.in === 'annotation') {
    if (attachment !== null) openAttachment(null);
    readJoined(caseId, false);
  }
  switch (at.in) {
    case 'narrative':
      setActive(null);
      useHitPlace.setState({ inNarrative: { caseId, from: hit.from, to: hit.to } });
      focusReading();
      return null;
    case 'annotation':
      setActive(at.annotation, 'reading');
      return '[data-pane="reading"]';
    case 'attachment':
      useHitPlace.setState({ inFile: hit });
      openAttachment(at.attachment);
      focusReading();
      return '[data-file]';
    case 'stage': {
      if (at.stage === 'risk') showSafeguarding(caseId, at.tab);
      runCommand(`assess.stage${stages.find(({ key }) => key === at.stage)!.number}`);
      return '[data-stage-body]';
    }
    case 'alert':
      showDanger({ show: 'alert', caseId, alert: at.alert });
      return '[data-danger-sheet]';
    case 'tasks':
      if (!duesAreOpen(caseId)) runCommand('assess.dues');
      return '[data-dues]';
    case 'related':
      return '[data-related]';
    default:
      return at satisfies never;
  }
}

/** The tab within the stage that shows the hit, where the stage has tabs of its own. */
export function chooseTab(region: Element, { at }: CaseHit): void {
  if (at.in !== 'stage' || at.tab === null) return;
  const tab = region.querySelector<HTMLElement>(`[role=tab][data-tab="${at.tab}"]`);
  if (tab?.getAttribute('aria-selected') === 'false') tab.click();
}
