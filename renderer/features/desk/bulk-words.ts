import type { BulkRefused } from '../../../shared/bridge/bulk.ts';
import { count, listed } from '../../words/count.ts';
import { errorWords } from '../../words/errors.ts';
import { t } from '../../words/t.ts';
import type { BulkDone, BulkKind } from './bulk-done.ts';

const whole: Readonly<Record<BulkKind, (done: string) => string>> = {
  allocation: (done) => t('Allocated: {{done}}.', { done }),
  label: (done) => t('Labels signed: {{done}}.', { done }),
  withdrawal: (done) => t('Taken back: {{done}}.', { done }),
};
const partial: Readonly<Record<BulkKind, (done: string, asked: string) => string>> = {
  allocation: (done, asked) => t('Allocated: {{done}} of {{asked}}.', { done, asked }),
  label: (done, asked) => t('Labels signed: {{done}} of {{asked}}.', { done, asked }),
  withdrawal: (done, asked) => t('Taken back: {{done}} of {{asked}}.', { done, asked }),
};

/** `Allocated: 9 of 12. 3 were not.` */
export function outcomeWords({ kind, asked, outcome }: BulkDone): string {
  const { signed, refused, unchanged, untried } = outcome;
  const all = signed.length === asked;
  return [
    all ? whole[kind](count(signed.length)) : partial[kind](count(signed.length), count(asked)),
    unchanged > 0 ? t('{{unchanged}} stood so already.', { unchanged: count(unchanged) }) : '',
    refused.length > 0
      ? t('{{refused}} of {{asked}} were not:', { refused: count(refused.length), asked: count(asked) })
      : '',
    untried > 0 ? t('{{untried}} were not tried.', { untried: count(untried) }) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** References are named while they are few. */
const NAMED = 4;

/** `MPS/1 and MPS/2: This person cannot hold the case. It may be done by a supervisor of the unit.` */
export function refusalLine({ code, reason, who }: BulkRefused, references: readonly string[]): string {
  const { what, why, next } = errorWords({ code, message: '', detail: { reason, who } });
  const more = references.length - NAMED;
  const named = listed([
    ...references.slice(0, NAMED),
    ...(more > 0 ? [t('{{more}} more', { more: count(more) })] : []),
  ]);
  return `${named}: ${[why === '' ? what : why, who === null ? '' : next].filter((part) => part !== '').join(' ')}`;
}
