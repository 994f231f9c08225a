/** Where the person is: the route with its history, and what each screen remembers of itself. Saved in the vault. */
import { z } from 'zod';
import { create } from 'zustand';
import { call } from './bridge.ts';

const caseId = z.string();
export const Route = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.literal('desk') }),
  /** `stepped`: reached from the case before it in the history as the next one of a list, so that `Esc` passes that one by. */
  z.object({ screen: z.literal('case'), caseId, stepped: z.literal(true).optional() }),
  z.strictObject({ screen: z.literal('referrals') }),
  z.strictObject({ screen: z.literal('referral'), caseId }),
  /** One case, or every case that waits for its conflict screen. */
  z.strictObject({ screen: z.literal('conflict'), caseId: caseId.optional() }),
  /** The index of officers, or one line of it. */
  z.strictObject({ screen: z.literal('people'), officer: z.string().optional() }),
  z.strictObject({ screen: z.literal('clocks') }),
  z.strictObject({ screen: z.literal('handover') }),
  z.strictObject({ screen: z.literal('supervision') }),
  z.strictObject({ screen: z.literal('statistics') }),
  /** How long cases are kept; with one of them chosen, whatever list it is in. */
  z.strictObject({ screen: z.literal('records'), caseId: caseId.optional() }),
  /** The whole audit, or at first that of one case. */
  z.strictObject({ screen: z.literal('audit'), reference: z.string().optional() }),
  /** What is held about a person, over all cases. */
  z.strictObject({ screen: z.literal('subjects') }),
  z.strictObject({ screen: z.literal('settings') }),
  /** Own unsent work of a vault that is open for reading alone. */
  z.strictObject({ screen: z.literal('salvage') }),
]);
export type Route = z.infer<typeof Route>;

export type Json = z.infer<ReturnType<typeof z.json>>;

/** A key a screen, e.g. `desk today` or `case <id>`; the oldest are forgotten first. */
const remembered = 200;
const history = 50;

const Place = z.object({
  route: Route,
  back: z.array(Route),
  memory: z.array(z.tuple([z.string(), z.json()])),
});

export interface PlaceState {
  route: Route;
  back: readonly Route[];
  forward: readonly Route[];
  memory: ReadonlyMap<string, Json>;
  go: (route: Route) => void;
  /** To the next case of a list: both lie over the same screen, to which `Esc` then returns, however many were passed. */
  step: (caseId: string) => void;
  goBack: () => void;
  goForward: () => void;
  /** `Esc`: to where one came from, past the cases that were passed, else to the screen that holds this one. */
  leave: () => void;
  /** Keeps what a screen wants to find again after a lock: a sentence, a stage, a caret. */
  remember: (key: string, value: Json) => void;
}

const isStepped = (route: Route): boolean => route.screen === 'case' && route.stepped === true;
const plain = (route: Route): Route => (route.screen === 'case' ? { screen: 'case', caseId: route.caseId } : route);

const sameRoute = (a: Route, b: Route): boolean => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

const parentOf = (route: Route): Route => {
  if (route.screen === 'people' && route.officer !== undefined) return { screen: 'people' };
  return route.screen === 'referral' ? { screen: 'referrals' } : { screen: 'desk' };
};

export const usePlace = create<PlaceState>((set, get) => ({
  route: { screen: 'desk' },
  back: [],
  forward: [],
  memory: new Map(),
  go: (route) => {
    const now = get();
    if (sameRoute(route, now.route)) return;
    set({ route, back: [...now.back, now.route].slice(-history), forward: [] });
  },
  step: (caseId) => {
    const now = get();
    const route: Route = { screen: 'case', caseId, ...(now.route.screen === 'case' && { stepped: true }) };
    if (sameRoute(route, now.route)) return;
    set({ route, back: [...now.back, now.route].slice(-history), forward: [] });
  },
  goBack: () => {
    const { route, back, forward } = get();
    const before = back.at(-1);
    if (before) set({ route: before, back: back.slice(0, -1), forward: [route, ...forward] });
  },
  goForward: () => {
    const { route, back, forward } = get();
    const [next, ...later] = forward;
    if (next) set({ route: next, back: [...back, route], forward: later });
  },
  leave: () => {
    const { route, back, forward, go } = get();
    if (route.screen === 'desk' || route.screen === 'referrals') return;
    // Each that was reached by a step passes by the one before it; the mark goes wherever its case goes in the history.
    let to = back.length - 1;
    for (let from: Route = route; to >= 0 && isStepped(from); to--) from = back[to]!;
    if (to === -1) return go(parentOf(route));
    set({ route: back[to]!, back: back.slice(0, to), forward: [...back.slice(to + 1), route, ...forward] });
  },
  remember: (key, value) => {
    const memory = new Map(get().memory);
    memory.delete(key);
    memory.set(key, value);
    const oldest = memory.keys().next().value;
    if (memory.size > remembered && oldest !== undefined) memory.delete(oldest);
    set({ memory });
  },
}));

/** What was remembered under a key, parsed by the screen's own schema; undefined where nothing fits. */
export function recall<T>(key: string, schema: z.ZodType<T>): T | undefined {
  const parsed = schema.safeParse(usePlace.getState().memory.get(key));
  return parsed.success ? parsed.data : undefined;
}

/** What is kept of the place; `readPlace` reads it back. */
export const writePlace = ({ route, back, memory }: PlaceState): { [key: string]: Json } => ({
  route: route as Json,
  back: back.slice(-10) as Json,
  memory: [...memory],
});

/** As it is handed over: as one text, since what is copied to the vault piece by piece holds up the key that comes next. */
export const placeText = (): string => JSON.stringify(writePlace(usePlace.getState()));

function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Puts a saved place back; whatever does not fit is passed by, and the Desk is shown. */
export function readPlace(saved: unknown): Pick<PlaceState, 'route' | 'back' | 'memory'> | null {
  const parsed = Place.safeParse(typeof saved === 'string' ? fromText(saved) : saved);
  if (!parsed.success) return null;
  return { route: parsed.data.route, back: parsed.data.back, memory: new Map(parsed.data.memory) };
}

/** Restores the place after an unlock. */
export async function restorePlace(): Promise<void> {
  const answer = await call('place.read', {});
  const place = answer.ok ? readPlace(answer.value.place) : null;
  if (place) usePlace.setState(place);
}

/** Milliseconds, as for drafts: a lock a moment after going somewhere must find the person there. */
const saveAfter = 80;

let saveWaiting: (() => void) | undefined;

/** Saves what is still to be saved of the place at once: before a lock that is asked for here. */
export const savePlaceNow = (): void => saveWaiting?.();

/** Saves the place a moment after it changed, and at once when the page is left; gives back how to stop. */
export function followPlace(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    void call('place.save', { place: placeText() });
  };
  const soon = () => (timer ??= setTimeout(save, saveAfter));
  const stop = usePlace.subscribe(soon);
  const leave = () => timer !== undefined && save();
  saveWaiting = leave;
  window.addEventListener('pagehide', leave);
  return () => {
    stop();
    saveWaiting = undefined;
    clearTimeout(timer);
    window.removeEventListener('pagehide', leave);
  };
}
