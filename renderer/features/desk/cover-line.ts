import type { CaseFile } from '../../../shared/domain/case-file.ts';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { counted } from '../../words/count.ts';
import { categoryShort } from '../../words/labels.ts';
import { t } from '../../words/t.ts';

function enclosures(row: DeskRow, file: CaseFile | null): string[] {
  const attachments = file?.report?.attachments;
  if (!attachments) return row.attachments > 0 ? [counted(row.attachments, 'attachment')] : [];
  const images = attachments.filter(({ mediaType }) => mediaType.startsWith('image/')).length;
  const others = attachments.length - images;
  return [...(images > 0 ? [counted(images, 'image')] : []), ...(others > 0 ? [counted(others, 'attachment')] : [])];
}

/** What awaits the reader, before any text: `Sexual violence; child. 310 words, 2 images.` */
export function coverLine(row: DeskRow, file: CaseFile | null): string {
  const categories = row.categories.length > 0 ? row.categories.map(categoryShort).join(', ') : t('No category');
  const child = file?.report?.peopleAtRisk.some((person) => person.child === true) ? `; ${t('child')}` : '';
  const length = [counted(row.wordCount, 'word'), ...enclosures(row, file)].join(', ');
  return `${categories}${child}. ${length}.`;
}

/** `Partner abuse · Sergeant · custody`. */
export function descriptor(row: Pick<DeskRow, 'categories' | 'roles'>): string {
  const [first, ...others] = row.categories;
  const category = first === undefined ? t('No category') : categoryShort(first);
  const more = others.length > 0 ? ` +${others.length}` : '';
  return [`${category}${more}`, row.roles].filter((part) => part !== '').join(' · ');
}
