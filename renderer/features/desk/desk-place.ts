/** What the Desk remembers of each view: search, filter, sort, and the row where one was. */
import { z } from 'zod';
import { DeskFilter, Sort, View } from '../../../shared/bridge/desk.ts';
import { usePlace } from '../../app/place.ts';

export const noFilter: z.output<typeof DeskFilter> = {
  forces: [],
  categories: [],
  urgencies: [],
  channels: [],
  states: [],
  readers: [],
};

const ViewPlace = z.object({
  search: z.string().max(400),
  filter: DeskFilter,
  sort: z.array(Sort).max(4),
  caseId: z.string().nullable(),
  index: z.int().min(0),
  /** The row where one was before a search; clearing it leads back there. */
  before: z.string().nullable().default(null),
});
export type ViewPlace = z.output<typeof ViewPlace>;

const untouched: ViewPlace = { search: '', filter: noFilter, sort: [], caseId: null, index: 0, before: null };

const viewKey = 'desk view';
const placeKey = (view: View) => `desk ${view}`;

const readView = (value: unknown): View => {
  const view = View.safeParse(value);
  return view.success ? view.data : 'today';
};

const parsed = new WeakMap<object, ViewPlace>();

function readViewPlace(value: unknown): ViewPlace {
  if (typeof value !== 'object' || value === null) return untouched;
  const known = parsed.get(value);
  if (known) return known;
  const place = ViewPlace.safeParse(value);
  const read = place.success ? place.data : untouched;
  parsed.set(value, read);
  return read;
}

export const useView = (): View => usePlace((state) => readView(state.memory.get(viewKey)));
export const useViewPlace = (view: View): ViewPlace =>
  usePlace((state) => readViewPlace(state.memory.get(placeKey(view))));

/** The same, asked once: for what acts later than it was drawn. */
export const viewNow = (): View => readView(usePlace.getState().memory.get(viewKey));
export const viewPlaceNow = (view: View): ViewPlace => readViewPlace(usePlace.getState().memory.get(placeKey(view)));

export const chooseView = (view: View): void => usePlace.getState().remember(viewKey, view);

/** Changes what is remembered of a view; what is not named stays. */
export function changeViewPlace(view: View, change: Partial<ViewPlace>): void {
  const { memory, remember } = usePlace.getState();
  remember(placeKey(view), { ...readViewPlace(memory.get(placeKey(view))), ...change });
}

/** How many values the filter names. */
export const filterSize = (filter: ViewPlace['filter']): number =>
  Object.values(filter).reduce((sum, values) => sum + values.length, 0);

/** What changes when these words are searched for: a search begins at its first row, clearing it leads back. */
export function searched({ search, caseId, before }: ViewPlace, words: string): Partial<ViewPlace> {
  const wasSearching = search.trim() !== '';
  if (words === search) return {};
  if (words.trim() === '') return { search: words, index: 0, caseId: wasSearching ? before : caseId, before: null };
  return { search: words, index: 0, caseId: null, before: wasSearching ? before : caseId };
}
