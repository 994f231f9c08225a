/** What is typed and not yet signed: saved in the vault within 80 ms of a key, restored with its caret. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { Draft } from '../../../shared/bridge/case.ts';
import type { CallInput } from '../../../shared/bridge/contract.ts';
import { call } from '../../app/bridge.ts';
import { draftArrival } from './draft-arrival.ts';
import { keepDraftInAnswers } from './draft-cache.ts';

type Json = CallInput<'draft.save'>['content'];

/** Milliseconds from a key to its saving: with the write itself it stays under the 100 of the design. */
const SAVE_AFTER = 80;

/** Milliseconds until words that the disk would not take are offered to it again: it may have room by then. */
const AGAIN_AFTER = 2000;

/** Later than any draft. */
const UNTIL_DROPPED = '9999';

const Caret = z.object({ field: z.string(), at: z.number() }).nullable();
export type Caret = z.infer<typeof Caret>;
const Saved = z.object({ form: z.unknown(), caret: Caret });

export interface Drafted<T> {
  readonly value: T;
  readonly change: (next: Partial<T>) => void;
  /** Null while nothing has been typed. */
  readonly savedAt: string | null;
  readonly heldUntil: string | null;
  /** Where the caret stood when these words were left; null when there is nothing to restore. */
  readonly caret: Caret;
  readonly keepCaret: (caret: Caret) => void;
  /**
   * To be called before signing: writes what is still in the page, and holds back every later save, so that none lands
   * after the vault has dropped or held the draft. Ends with `unlock`, `signed`, or when a held event was taken back.
   */
  readonly lock: () => Promise<void>;
  readonly unlock: () => void;
  /** The words were signed, with which the vault dropped the draft: the form is empty again. */
  readonly signed: () => void;
  /** Throws the words away. */
  readonly discard: () => Promise<void>;
  /** True when the disk would not take the words. */
  readonly unsaved: boolean;
}

/**
 * A form that is a draft while it is typed. `schema` parses what the vault kept, `empty` is the form of nobody yet.
 * `drafts` are those of the case as last read.
 */
export function useDraft<T extends object>(
  caseId: string,
  part: string,
  drafts: readonly Draft[],
  schema: z.ZodType<T>,
  empty: () => T,
): Drafted<T> {
  const stored = drafts.find((draft) => draft.part === part) ?? null;
  const [state, setState] = useState(() => openForm(stored, schema, empty));
  const [unsaved, setUnsaved] = useState(false);
  const latest = useRef(state);
  const pending = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saving = useRef<Promise<void>>(Promise.resolve());
  /** Saves that the vault has not answered yet. */
  const unanswered = useRef(0);
  const locked = useRef(false);
  const here = useRef(true);
  const again = useRef((): void => undefined);
  /** What was kept until then is thrown away; while the vault is doing that, whatever it still has. */
  const dropped = useRef('');

  const set = useCallback((next: Form<T>) => {
    latest.current = next;
    setState(next);
  }, []);

  const save = useCallback((): Promise<void> => {
    if (pending.current !== null) clearTimeout(pending.current);
    else return saving.current;
    pending.current = null;
    const content = { form: latest.current.value, caret: latest.current.caret } as unknown as Json;
    const draft = { caseId, part, content, heldUntil: null };
    keepDraftInAnswers(caseId, part, { ...draft, savedAt: latest.current.savedAt ?? new Date().toISOString() });
    unanswered.current += 1;
    saving.current = saving.current.then(async () => {
      const answer = await call('draft.save', { caseId, part, content });
      unanswered.current -= 1;
      setUnsaved(!answer.ok);
      // Nobody has to type on for it; a form that has gone must not write over what another one saves.
      if (!answer.ok && here.current) pending.current ??= setTimeout(() => again.current(), AGAIN_AFTER);
      if (!answer.ok || latest.current.savedAt === null) return;
      set({ ...latest.current, savedAt: answer.value.savedAt });
      keepDraftInAnswers(caseId, part, { ...draft, savedAt: answer.value.savedAt });
    });
    return saving.current;
  }, [caseId, part, set]);

  // Words that are being signed are the vault's already.
  useEffect(() => {
    again.current = () => {
      if (!locked.current) return void save();
      pending.current = setTimeout(() => again.current(), AGAIN_AFTER);
    };
  }, [save]);

  const soon = useCallback(() => {
    if (!locked.current) pending.current ??= setTimeout(() => void save(), SAVE_AFTER);
  }, [save]);

  // Leaving the form or the window must not cost the last key.
  useEffect(() => {
    const leave = () => void save();
    here.current = true;
    window.addEventListener('pagehide', leave);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('blur', leave);
      here.current = false;
      void save();
    };
  }, [save]);

  // A held event that was taken back, or a draft made elsewhere, comes back with the next reading of the case.
  const seen = useRef(stored);
  useEffect(() => {
    const before = seen.current;
    if (stored?.savedAt === before?.savedAt && stored?.heldUntil === before?.heldUntil) return;
    const busy = pending.current !== null || unanswered.current > 0;
    const meaning = draftArrival(before, stored, latest.current.savedAt, busy, dropped.current);
    if (meaning !== 'later') seen.current = stored;
    if (meaning === 'take' || meaning === 'empty') set(openForm(stored, schema, empty));
  }, [stored, schema, empty, set]);

  const heldUntil = stored?.heldUntil ?? null;
  const wasHeld = useRef(heldUntil !== null);
  useEffect(() => {
    if (heldUntil !== null) locked.current = true;
    else if (wasHeld.current) locked.current = false;
    wasHeld.current = heldUntil !== null;
  }, [heldUntil]);

  return {
    value: state.value,
    savedAt: state.savedAt,
    heldUntil,
    caret: state.caret,
    unsaved,
    change: (next) => {
      if (locked.current) return;
      set({
        ...latest.current,
        value: { ...latest.current.value, ...next },
        savedAt: latest.current.savedAt ?? new Date().toISOString(),
      });
      soon();
    },
    keepCaret: (caret) => {
      const before = latest.current.caret;
      if (locked.current || (before?.field === caret?.field && before?.at === caret?.at)) return;
      latest.current = { ...latest.current, caret };
      if (latest.current.savedAt !== null) soon();
    },
    lock: () => {
      const written = save();
      locked.current = true;
      return written;
    },
    unlock: () => {
      locked.current = false;
    },
    signed: () => {
      locked.current = false;
      if (pending.current !== null) clearTimeout(pending.current);
      pending.current = null;
      set({ value: empty(), savedAt: null, caret: null });
      keepDraftInAnswers(caseId, part, null);
    },
    discard: async () => {
      if (pending.current !== null) clearTimeout(pending.current);
      pending.current = null;
      dropped.current = UNTIL_DROPPED;
      set({ value: empty(), savedAt: null, caret: null });
      await saving.current;
      keepDraftInAnswers(caseId, part, null);
      const answer = await call('draft.drop', { caseId, part });
      dropped.current = answer.ok ? new Date().toISOString() : '';
    },
  };
}

interface Form<T> {
  readonly value: T;
  readonly savedAt: string | null;
  readonly caret: Caret;
}

function openForm<T>(stored: Draft | null, schema: z.ZodType<T>, empty: () => T): Form<T> {
  const saved = Saved.safeParse(stored?.content);
  const form = saved.success ? schema.safeParse(saved.data.form) : null;
  if (stored === null || !form?.success) return { value: empty(), savedAt: null, caret: null };
  return { value: form.data, savedAt: stored.savedAt, caret: saved.data?.caret ?? null };
}
