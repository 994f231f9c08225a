import type { Readers } from '../../shared/bridge/readers.ts';
import { counted } from './count.ts';
import { t } from './t.ts';

/** `8 people can see this`. */
export const whoSees = (readers: number): string =>
  readers === 1
    ? t('Only you can see this')
    : t('{{people}} can see this', { people: counted(readers, 'person', 'people') });

/** Why a case was set apart, in a sentence that names nobody. */
export const setApartBecause: Record<Readers['why'], string> = {
  user_named: t(
    'The report may name somebody of your own organisation. Nobody but these people knows that it is there.',
  ),
  interest: t(
    'The report touches on what somebody has entered in the register of interests. Nobody but these people knows that it is there.',
  ),
  by_hand: t('A supervisor set it apart. The unit knows that it was there, and that it has gone.'),
};

/** Whether somebody's workstations hold the key of the case. */
export function keyState({ workstations, waiting }: Readers['people'][number]): string {
  if (workstations === 0) return t('No workstation yet');
  if (waiting === 0) return counted(workstations, 'workstation');
  const all = counted(workstations, 'workstation');
  return waiting === 1
    ? t('{{workstations}}, 1 waits for a colleague’s workstation to pass the key on', { workstations: all })
    : t('{{workstations}}, {{waiting}} wait for a colleague’s workstation to pass the key on', {
        workstations: all,
        waiting,
      });
}
