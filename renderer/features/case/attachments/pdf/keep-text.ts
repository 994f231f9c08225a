import { TEXT_CHARS } from '../../../../../shared/bridge/attachment.ts';
import { call } from '../../../../app/bridge.ts';
import type { FileName } from '../read-file.ts';
import type { OpenPdf } from './pdf-document.ts';

/** So many pages go into the search index. */
const PAGES = 300;
const kept = new Set<string>();

/** Takes the text out of a PDF behind what is looked at, and gives it to the vault's search index; once a session. */
export async function keepText(name: FileName, pdf: OpenPdf): Promise<void> {
  const key = `${name.caseId} ${name.attachment}`;
  if (kept.has(key)) return;
  kept.add(key);
  let text = '';
  for (let page = 1; page <= Math.min(pdf.pages, PAGES) && text.length < TEXT_CHARS; page++) {
    // A form feed ends a page, so that a search can lead to the right one.
    text += `${await pdf.text(page)}\f`;
    // What is looked at goes before.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (text.trim() !== '') await call('attachment.text', { ...name, text: text.slice(0, TEXT_CHARS) });
}
