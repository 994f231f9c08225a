/** Where the person is among the related reports of a case; kept with the place, so that an unlock finds it again. */
import { z } from 'zod';
import { AlertKind, LinkKind } from '../../../shared/domain/alerts.ts';
import { usePlace } from '../../app/place.ts';

const RelatedPlace = z.object({
  drawer: z.boolean(),
  /** What lies over both panes: another report beside this one, or the chart. */
  over: z.union([z.object({ compare: z.string() }), z.literal('chart')]).nullable(),
  /** The form of a link to this case is open. */
  linking: z.object({ other: z.string(), kind: LinkKind, alert: AlertKind.nullable() }).nullable(),
});
export type RelatedPlace = z.infer<typeof RelatedPlace>;

const closed: RelatedPlace = { drawer: false, over: null, linking: null };
const key = (caseId: string) => `related ${caseId}`;

const placeOf = (kept: unknown): RelatedPlace => RelatedPlace.safeParse(kept).data ?? closed;

/** Changes the place of a case; what is not named stays. */
export function goRelated(caseId: string, change: Partial<RelatedPlace>): void {
  const { memory, remember } = usePlace.getState();
  remember(key(caseId), { ...placeOf(memory.get(key(caseId))), ...change });
}

export const useRelatedPlace = (caseId: string): RelatedPlace => {
  const kept = usePlace((place) => place.memory.get(key(caseId)));
  return placeOf(kept);
};

/**
 * Opens a case with its related reports: alerts, near-duplicates, links, and joining to an earlier report. The one way
 * in for every other screen.
 */
export function openRelated(caseId: string): void {
  goRelated(caseId, { drawer: true, over: null });
  usePlace.getState().go({ screen: 'case', caseId });
}

const joinedKey = (caseId: string) => `joined ${caseId}`;

/** Whether the first report and its follow-ups stand in Reading's place. */
export const useJoined = (caseId: string): boolean => usePlace((place) => place.memory.get(joinedKey(caseId)) === true);
export const readJoined = (caseId: string, joined: boolean): void =>
  usePlace.getState().remember(joinedKey(caseId), joined);
