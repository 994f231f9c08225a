import { create } from 'zustand';
import type { CallOutput } from '../../shared/bridge/contract.ts';

/** What set-up answered, until the person has read the fingerprint out and goes on to the Desk. */
export const useSetUpOutcome = create<{ outcome: CallOutput<'session.setUp'> | null }>(() => ({ outcome: null }));
