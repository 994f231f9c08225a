import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useCommand } from '../../app/commands.ts';
import { Compare } from './Compare.tsx';
import { LinkChart } from './LinkChart.tsx';
import { goRelated, openRelated, readJoined, useRelatedPlace } from './related-place.ts';
import { RelatedDrawer } from './RelatedDrawer.tsx';
import { useJoining } from './use-joining.ts';

interface Props {
  readonly caseId: string;
  /** There are reports to read together with this one. */
  readonly followUps: boolean;
}

/** The related reports of an open case: the drawer over Assess, and what lies over both panes. */
export function RelatedLayer({ caseId, followUps }: Props) {
  const { drawer, over } = useRelatedPlace(caseId);
  const joining = useJoining(caseId);
  const closeDrawer = useCallback(() => goRelated(caseId, { drawer: false, linking: null }), [caseId]);
  const closeOver = useCallback(() => goRelated(caseId, { over: null, linking: null }), [caseId]);
  // The drawer goes while two reports lie side by side: what had the focus before it came is remembered here.
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (drawer) opener.current = document.activeElement;
  }, [drawer]);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (!drawer && lost && opener.current instanceof HTMLElement) opener.current.focus();
    if (!drawer) opener.current = null;
  }, [drawer]);
  useCommand('assess.related', () => openRelated(caseId));
  useCommand('assess.linkChart', () => goRelated(caseId, { over: 'chart' }));
  useCommand('reading.joined', () => readJoined(caseId, true), followUps);
  useCommand('global.undo', () => joining.undo?.(), joining.undo !== null);
  return (
    <>
      {drawer && over === null && <RelatedDrawer caseId={caseId} joining={joining} onClose={closeDrawer} />}
      {over === 'chart' && <LinkChart caseId={caseId} onClose={closeOver} />}
      {over !== null && over !== 'chart' && (
        <Compare key={over.compare} other={over.compare} joining={joining} onClose={closeOver} />
      )}
    </>
  );
}
