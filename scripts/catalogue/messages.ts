/** Every message that the screens can say, as their sources, the code lists and the templates hold it. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { clockDefinitions } from '../../shared/domain/clocks.ts';
import { codeLists } from '../../shared/domain/codes.ts';
import { retentionSchedule } from '../../shared/domain/retention.ts';
import { templates } from '../../shared/domain/templates.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The sources of the page, relative to the project, in order of their names. */
export const pageSources = (): string[] => globSync('renderer/**/*.{ts,tsx}', { cwd: root }).sort();

/** The sources of the main process, which says a few words by itself. */
export const mainSources = (): string[] => globSync('electron/main/**/*.ts', { cwd: root }).sort();

export function parsed(file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true, kind);
}

export const placeOf = (node: ts.Node): string => {
  const source = node.getSourceFile();
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
};

/** What an expression can be, where it is a literal or chooses between literals. */
function literalsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  return ts.isConditionalExpression(node) ? [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)] : [];
}

/** The messages of a call: `t('Sign risk')`, `t(own ? 'Mine' : 'Theirs')`, `counted(n, 'case')` for `{{count}} case`. */
function messagesOf(call: ts.CallExpression): string[] {
  const callee = call.expression.getText();
  const [first, second] = call.arguments;
  if (callee === 't') return literalsOf(first);
  if (callee === 'counted' || callee === 'listedOr') return literalsOf(second).map((words) => `{{count}} ${words}`);
  return [];
}

/** Message by message, where it is first said in these sources: `renderer/app/Rail.tsx:34`. */
export function messagesIn(files: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const add = (message: string, place: string) => void (found.has(message) || found.set(message, place));
  for (const file of files) {
    const look = (node: ts.Node): void => {
      if (ts.isCallExpression(node))
        for (const message of messagesOf(node)) if (message !== '') add(message, placeOf(node));
      ts.forEachChild(node, look);
    };
    look(parsed(file));
  }
  return found;
}

/** Message by message, where it is first said: in a source, or in a code list. */
export function messages(): Map<string, string> {
  const found = messagesIn([...pageSources(), ...mainSources()]);
  const add = (message: string, place: string) => void (found.has(message) || found.set(message, place));
  for (const { list, title, entries } of codeLists) {
    add(title, `code list ${list}`);
    for (const { label } of entries) add(label, `code list ${list}`);
  }
  for (const { code, label } of clockDefinitions) add(label, `clock ${code}`);
  add(retentionSchedule.source, 'retention schedule');
  for (const { group, note } of retentionSchedule.groups) add(note, `review group ${group}`);
  // Their texts are offered as they are: they become the words of a decision.
  for (const { id, title } of templates) add(title, `rationale template ${id}`);
  return found;
}

const plurals = (language: string) => new Intl.PluralRules(language).resolvedOptions().pluralCategories;

/** The keys under which a catalogue holds a message: one for each plural of the language where it is counted. */
export const keysOf = (message: string, language: string): string[] =>
  message.includes('{{count}}') ? plurals(language).map((category) => `${message}_${category}`) : [message];
