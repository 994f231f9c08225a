/** The page of the hidden print window: shows what the vault delivers, once, on sheets, and says when they are laid out. */
import './app/jitless.ts';
import './ui/fonts.css';
import './print/print.css';
import { LanguageChoice } from '../shared/bridge/shell.ts';
import { PrintDelivery } from '../shared/bridge/taking-out.ts';
import { installTrustedTypes } from './app/trusted-types.ts';
import { decoded } from './print/pictures.ts';
import { layOut } from './print/sheets.ts';
import { languageFor } from './words/chosen.ts';
import { locale, speak } from './words/t.ts';

installTrustedTypes(globalThis);

async function show(): Promise<string | null> {
  const delivery = PrintDelivery.safeParse(await window.candourPrint.contents());
  if (!delivery.success) return 'answer_unreadable';
  if (!delivery.data.ok) return delivery.data.code;
  const { document: contents } = delivery.data;
  // Main says behind the address which language the screens speak.
  await speak(languageFor(LanguageChoice.safeParse(location.hash.slice(1)).data ?? 'system'));
  document.documentElement.lang = locale();
  // Words are told once they are loaded: only now is it known how.
  await Promise.all(['400 1em "IBM Plex Sans"', '600 1em "IBM Plex Sans"'].map((font) => document.fonts.load(font)));
  const sheets = document.getElementById('sheets')!;
  if ('pack' in contents) {
    const { packBlocks, packLabels } = await import('./print/pack-blocks.ts');
    layOut(sheets, packBlocks(contents), packLabels(contents), await decoded(contents.pages));
  } else {
    const { blocksOf, labelsOf } = await import('./print/blocks.ts');
    layOut(sheets, blocksOf(contents), labelsOf(contents));
  }
  await document.fonts.ready;
  return null;
}

void show()
  .catch(() => 'print_failed')
  .then((code) => window.candourPrint.ready(code));
