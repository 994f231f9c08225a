import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { call } from '../../app/bridge.ts';
import { useCommand } from '../../app/commands.ts';
import { announce } from '../../ui/index.ts';
import { goCovered } from './cover.ts';
import { landOnHit } from './hits/hit-place.ts';
import { changeViewPlace, viewKeyNow, viewPlaceNow } from '../desk/desk-place.ts';
import { t } from '../../words/t.ts';

/** The next or the previous case of the list that the Desk shows; null at its end. */
export async function neighbourOf(caseId: string, by: 1 | -1): Promise<DeskRow | null> {
  const key = viewKeyNow();
  const { view, search, typing, filter, sort, index } = viewPlaceNow(key);
  const opened = await call('desk.open', { view, search, typing, filter, sort });
  if (!opened.ok) return null;
  const { list, total } = opened.value;
  const found = await call('desk.indexOf', { list, caseId });
  // A case that has left the list while one worked on it has its neighbours where it was.
  const here = found.ok ? found.value : null;
  const next = here === null ? (by === 1 ? index : index - 1) : here + by;
  if (next < 0 || next >= total) return null;
  const rows = await call('desk.slice', { list, from: next, to: next + 1 });
  const row = rows.ok ? rows.value[0] : undefined;
  if (row === undefined || row.caseId === caseId) return null;
  changeViewPlace(key, { caseId: row.caseId, index: next });
  return row;
}

/** `Ctrl+PgDn` and `Ctrl+PgUp`: the next and the previous case of the list that the Desk shows. */
export function useNeighbours(caseId: string): void {
  const step = async (by: 1 | -1) => {
    const row = await neighbourOf(caseId, by);
    if (row === null)
      announce(by === 1 ? t('This is the last case of the list') : t('This is the first case of the list'));
    else {
      if (row.hitPlace !== null) landOnHit(row.caseId);
      goCovered(row.caseId);
    }
  };
  useCommand('assess.nextCase', () => void step(1));
  useCommand('assess.previousCase', () => void step(-1));
}
