/** What the Desk remembers of each view: search, filter, sort, columns, and the row where one was. */
import { z } from 'zod';
import { ChosenColumns, type OwnView } from '../../../shared/bridge/arrangement.ts';
import { DeskFilter, Sort, View } from '../../../shared/bridge/desk.ts';
import { usePlace } from '../../app/place.ts';

export const noFilter: z.output<typeof DeskFilter> = {
  forces: [],
  categories: [],
  urgencies: [],
  channels: [],
  states: [],
  readers: [],
  labels: [],
  holders: [],
  receivedFrom: null,
  receivedBefore: null,
};

const ViewPlace = z.object({
  /** The view that a view of one's own stands on; else the view itself. */
  view: View,
  search: z.string().max(400),
  /** The search was left unsettled: its last word is the beginning of one. */
  typing: z.boolean().default(false),
  filter: DeskFilter,
  sort: z.array(Sort).max(4),
  caseId: z.string().nullable(),
  index: z.int().min(0),
  /** Pixels above the first row in view. */
  scroll: z.int().min(0).default(0),
  /** Of a view of one's own; null for the columns of every view. */
  columns: ChosenColumns.nullable().default(null),
  /** The row where one was before a search; clearing it leads back there. */
  before: z.string().nullable().default(null),
});
export type ViewPlace = z.output<typeof ViewPlace>;

/** A view by its name, or one's own as `own <id>`. */
export type ViewKey = View | `own ${string}`;

const first: Omit<ViewPlace, 'view'> = {
  search: '',
  typing: false,
  filter: noFilter,
  sort: [],
  caseId: null,
  index: 0,
  scroll: 0,
  columns: null,
  before: null,
};
const untouched = Object.fromEntries(View.options.map((view) => [view, { view, ...first }])) as Record<View, ViewPlace>;

const viewKey = 'desk view';
const placeKey = (key: ViewKey) => `desk ${key}`;

/** The id of a view of one's own; null for the others. */
export const ownIdOf = (key: ViewKey): string | null => (key.startsWith('own ') ? key.slice(4) : null);

const readKey = (value: unknown): ViewKey => {
  const view = View.safeParse(value);
  if (view.success) return view.data;
  return typeof value === 'string' && value.startsWith('own ') ? (value as ViewKey) : 'today';
};

const parsed = new WeakMap<object, ViewPlace>();

function readViewPlace(value: unknown, key: ViewKey): ViewPlace {
  const view = View.safeParse(key);
  const fallback = untouched[view.success ? view.data : 'all'];
  if (typeof value !== 'object' || value === null) return fallback;
  const known = parsed.get(value);
  if (known) return known;
  const place = ViewPlace.safeParse(value);
  const read = place.success ? place.data : fallback;
  parsed.set(value, read);
  return read;
}

export const useViewKey = (): ViewKey => usePlace((state) => readKey(state.memory.get(viewKey)));
export const useViewPlace = (key: ViewKey): ViewPlace =>
  usePlace((state) => readViewPlace(state.memory.get(placeKey(key)), key));

/** The same, asked once: for what acts later than it was drawn. */
export const viewKeyNow = (): ViewKey => readKey(usePlace.getState().memory.get(viewKey));
export const viewPlaceNow = (key: ViewKey): ViewPlace =>
  readViewPlace(usePlace.getState().memory.get(placeKey(key)), key);

export const chooseView = (key: ViewKey): void => usePlace.getState().remember(viewKey, key);

/** Changes what is remembered of a view; what is not named stays. */
export function changeViewPlace(key: ViewKey, change: Partial<ViewPlace>): void {
  const { memory, remember } = usePlace.getState();
  const changed = { ...readViewPlace(memory.get(placeKey(key)), key), ...change };
  remember(placeKey(key), changed as Parameters<typeof remember>[1]);
}

/** Goes to a view of one's own; one that has not been looked at yet begins as it was saved. */
export function chooseOwnView({ id, view, filter, sort, columns }: OwnView): void {
  const key: ViewKey = `own ${id}`;
  if (!usePlace.getState().memory.has(placeKey(key))) changeViewPlace(key, { view, filter, sort, columns });
  chooseView(key);
}

/** Whether a view of one's own is shown as it was saved. */
export const isAsSaved = ({ filter, sort, columns }: ViewPlace, saved: OwnView): boolean =>
  JSON.stringify([DeskFilter.parse(filter), sort, columns]) ===
  JSON.stringify([DeskFilter.parse(saved.filter), saved.sort, saved.columns]);

/** How many values the filter names. */
export const filterSize = (filter: ViewPlace['filter']): number =>
  Object.values(filter).reduce(
    (sum: number, values) => sum + (values === null ? 0 : Array.isArray(values) ? values.length : 1),
    0,
  );

/** What changes when these words are searched for: a search begins at its first row, clearing it leads back. */
export function searched({ search, caseId, before }: ViewPlace, words: string): Partial<ViewPlace> {
  const wasSearching = search.trim() !== '';
  if (words === search) return {};
  if (words.trim() === '') return { search: words, index: 0, caseId: wasSearching ? before : caseId, before: null };
  return { search: words, index: 0, caseId: null, before: wasSearching ? before : caseId };
}
