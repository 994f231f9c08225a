import type { Sort } from '../../../shared/bridge/desk.ts';
import { t } from '../../words/t.ts';
import { columnName } from './columns.tsx';

/** `Sorted by Force, upwards, then by Age, downwards.` */
export function sortWords(sort: readonly Sort[]): string {
  if (sort.length === 0) return t('In the usual order.');
  const parts = sort.map(({ column, descending }) =>
    descending
      ? t('{{column}}, downwards', { column: columnName(column) })
      : t('{{column}}, upwards', { column: columnName(column) }),
  );
  return t('Sorted by {{columns}}.', {
    columns: parts.reduce((first, next) => t('{{first}}, then by {{next}}', { first, next })),
  });
}
