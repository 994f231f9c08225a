/** Every message that the screens can say, as their sources, the code lists and the templates hold it. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { clockDefinitions } from '../../shared/domain/clocks.ts';
import { codeLists } from '../../shared/domain/codes.ts';
import { templates } from '../../shared/domain/templates.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The sources of the page, relative to the project, in order of their names. */
export const pageSources = (): string[] => globSync('renderer/**/*.{ts,tsx}', { cwd: root }).sort();

export function parsed(file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true, kind);
}

export const placeOf = (node: ts.Node): string => {
  const source = node.getSourceFile();
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
};

/** The message of a call, or null: `t('Sign risk')`, `counted(n, 'case')` for `{{count}} case`. */
function messageOf(call: ts.CallExpression): string | null {
  const callee = call.expression.getText();
  const [first, second] = call.arguments;
  if (callee === 't' && first && ts.isStringLiteralLike(first)) return first.text;
  if ((callee === 'counted' || callee === 'listedOr') && second && ts.isStringLiteralLike(second))
    return `{{count}} ${second.text}`;
  return null;
}

/** Message by message, where it is first said: `renderer/app/Rail.tsx:34`, or the code list. */
export function messages(): Map<string, string> {
  const found = new Map<string, string>();
  const add = (message: string, place: string) => void (found.has(message) || found.set(message, place));
  for (const file of pageSources()) {
    const look = (node: ts.Node): void => {
      const message = ts.isCallExpression(node) ? messageOf(node) : null;
      if (message !== null && message !== '') add(message, placeOf(node));
      ts.forEachChild(node, look);
    };
    look(parsed(file));
  }
  for (const { list, title, entries } of codeLists) {
    add(title, `code list ${list}`);
    for (const { label } of entries) add(label, `code list ${list}`);
  }
  for (const { code, label } of clockDefinitions) add(label, `clock ${code}`);
  // Their texts are offered as they are: they become the words of a decision.
  for (const { id, title } of templates) add(title, `rationale template ${id}`);
  return found;
}

const plurals = (language: string) => new Intl.PluralRules(language).resolvedOptions().pluralCategories;

/** The keys under which a catalogue holds a message: one for each plural of the language where it is counted. */
export const keysOf = (message: string, language: string): string[] =>
  message.includes('{{count}}') ? plurals(language).map((category) => `${message}_${category}`) : [message];
