import { mayKeepRecords } from '../../../shared/domain/roles.ts';
import { useCommand } from '../../app/commands.ts';
import { useMe } from '../../app/me.ts';
import { usePlace } from '../../app/place.ts';

/** From an open case to how long it is kept, for those who supervise. */
export function KeepCase({ caseId }: { readonly caseId: string }) {
  const me = useMe();
  const go = usePlace((place) => place.go);
  const supervises = me !== undefined && mayKeepRecords(me.memberships);
  useCommand('global.keep', () => go({ screen: 'records', caseId }), supervises);
  return null;
}
