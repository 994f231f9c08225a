import type { Readers } from '../../shared/bridge/readers.ts';
import { counted } from './count.ts';

/** `8 people can see this`. */
export const whoSees = (readers: number): string =>
  readers === 1 ? 'Only you can see this' : `${counted(readers, 'person', 'people')} can see this`;

/** Why a case was set apart, in a sentence that names nobody. */
export const setApartBecause: Record<Readers['why'], string> = {
  user_named: 'The report may name somebody of your own organisation. Nobody but these people knows that it is there.',
  interest:
    'The report touches on what somebody has entered in the register of interests. Nobody but these people knows that it is there.',
};

/** Whether somebody's workstations hold the key of the case. */
export function keyState({ workstations, waiting }: Readers['people'][number]): string {
  if (workstations === 0) return 'No workstation yet';
  if (waiting === 0) return counted(workstations, 'workstation');
  const waits = waiting === 1 ? 'waits' : 'wait';
  return `${counted(workstations, 'workstation')}, ${waiting} ${waits} for a colleague’s workstation to pass the key on`;
}
