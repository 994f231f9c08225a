/**
 * Brings the catalogues up to date with what the screens say: what nobody says any more goes, what is new is listed as
 * not yet translated. Words are written by people, never here.
 *
 *   node scripts/catalogue.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './build.ts';
import { keysOf, messages } from './catalogue/messages.ts';

const Catalogue = z.strictObject({
  language: z.string(),
  name: z.string(),
  reviewed: z.boolean(),
  note: z.string(),
  notYet: z.array(z.string()),
  messages: z.record(z.string(), z.string()),
});

const file = join(root, 'renderer/words/catalogue/cy.json');
const catalogue = Catalogue.parse(JSON.parse(readFileSync(file, 'utf8')));
const said = [...messages().keys()].sort();
const has = (key: string) => catalogue.messages[key] !== undefined;
const whole = said.filter((message) => keysOf(message, catalogue.language).every(has));
const notYet = said.filter((message) => !whole.includes(message));
const kept = whole
  .flatMap((message) => keysOf(message, catalogue.language))
  .map((key) => [key, catalogue.messages[key]!] as const);
writeFileSync(file, `${JSON.stringify({ ...catalogue, notYet, messages: Object.fromEntries(kept) }, null, 2)}\n`);
const dropped = Object.keys(catalogue.messages).length - kept.length;
console.log(`${kept.length} kept, ${dropped} dropped, ${notYet.length} not yet translated:`);
for (const message of notYet) console.log(`  ${message}`);
