/** The page of the hidden print window: shows what the vault delivers, once, on sheets, and says when they are laid out. */
import './app/jitless.ts';
import './ui/fonts.css';
import './print/print.css';
import { PrintDelivery } from '../shared/bridge/taking-out.ts';
import { installTrustedTypes } from './app/trusted-types.ts';
import { blocksOf, labelsOf } from './print/blocks.ts';
import { layOut } from './print/sheets.ts';

installTrustedTypes(globalThis);

async function show(): Promise<string | null> {
  const delivery = PrintDelivery.safeParse(await window.candourPrint.contents());
  if (!delivery.success) return 'answer_unreadable';
  if (!delivery.data.ok) return delivery.data.code;
  const { document: contents } = delivery.data;
  await Promise.all(['400 1em "IBM Plex Sans"', '600 1em "IBM Plex Sans"'].map((font) => document.fonts.load(font)));
  layOut(document.getElementById('sheets')!, blocksOf(contents), labelsOf(contents));
  await document.fonts.ready;
  return null;
}

void show()
  .catch(() => 'print_failed')
  .then((code) => window.candourPrint.ready(code));
