import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../electron/main/words.ts';
import welsh from '../../renderer/words/catalogue/cy.json' with { type: 'json' };
import english from '../../renderer/words/catalogue/en.json' with { type: 'json' };
import { keysOf, mainSources, messages, pageSources, parsed, placeOf } from '../../scripts/catalogue/messages.ts';

const said = messages();
const places = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
const withoutPlural = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/, '');

describe('the Welsh catalogue', () => {
  it('has every message of the screens, or lists it as not yet translated', () => {
    const listed = new Set<string>(welsh.notYet);
    const keys = new Set(Object.keys(welsh.messages));
    const missing = [...said].filter(
      ([message]) => !listed.has(message) && !keysOf(message, 'cy').every((key) => keys.has(key)),
    );
    expect(missing.map(([message, place]) => `${place}: ${message}`)).toEqual([]);
  });

  it('holds nothing that no screen says', () => {
    const known = new Set([...said.keys()].flatMap((message) => keysOf(message, 'cy')));
    expect(Object.keys(welsh.messages).filter((key) => !known.has(key))).toEqual([]);
    expect(welsh.notYet.filter((message) => !said.has(message))).toEqual([]);
  });

  it('loses no value and makes none up', () => {
    const wrong = Object.entries(welsh.messages).filter(
      ([key, words]) => places(withoutPlural(key)).join() !== places(words).join(),
    );
    expect(wrong).toEqual([]);
  });

  it('says that nobody has reviewed it', () => {
    expect(welsh.reviewed).toBe(false);
    expect(welsh.name).toContain('unreviewed');
  });
});

describe('the English catalogue', () => {
  it('has a singular for every message that is counted', () => {
    // `counted` brings its singular along.
    const direct = [...said].filter(([message]) => /\{\{count\}\} (?:[a-z]+ )*?[a-z]+s\b(?=.* )/.test(message));
    const lacking = direct.filter(([message]) => !Object.hasOwn(english, `${message}_one`));
    expect(lacking.map(([message, place]) => `${place}: ${message}`)).toEqual([]);
  });
});

/** Attributes that are words wherever they stand. */
const wordAttributes = new Set(
  'label title placeholder hint aria-label aria-description aria-roledescription words caption heading verb alt summary'.split(
    ' ',
  ),
);
/** A `name` that begins like a sentence is a heading; the names of fields are small. */
const isHeading = (node: ts.JsxAttribute) =>
  node.name.getText() === 'name' &&
  node.initializer !== undefined &&
  /^["'{`]+\p{Lu}/u.test(node.initializer.getText());
/** Names of things and of languages, which are the same in every language. */
const untranslated = new Set(['Candour', 'UTC', '· UTC', 'English', 'Cymraeg (heb ei adolygu / unreviewed)']);
/** The names on the keys are those of the keyboard. */
const keys = /\b(?:Ctrl|Alt|Shift)\+/g;
const isWords = (text: string) => /\p{L}{2,}/u.test(text.replaceAll(keys, '')) && !untranslated.has(text.trim());

const attribute = (element: ts.JsxOpeningLikeElement, name: string) =>
  element.attributes.properties.find((each) => ts.isJsxAttribute(each) && each.name.getText() === name);

function isData(node: ts.Node): boolean {
  const around = ts.findAncestor(
    node,
    (each) => ts.isJsxElement(each) && attribute(each.openingElement, 'translate') !== undefined,
  );
  return around !== undefined;
}

/** Words in a literal, or in the branches of what chooses between literals. */
function literals(node: ts.Expression | undefined): ts.Node[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return isWords(node.text) ? [node] : [];
  if (ts.isTemplateExpression(node))
    return isWords([node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(' '))
      ? [node]
      : [];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return literals(node.right);
  return [];
}

function escaped(file: string): string[] {
  const found: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node) && isWords(node.text) && !isData(node)) found.push(node);
    if (ts.isJsxAttribute(node) && (wordAttributes.has(node.name.getText()) || isHeading(node)) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) found.push(...literals(node.initializer));
      else if (ts.isJsxExpression(node.initializer)) found.push(...literals(node.initializer.expression));
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && !isData(node))
      found.push(...literals(node.expression));
    ts.forEachChild(node, look);
  };
  look(parsed(file));
  return found.map((node) => `${placeOf(node)}: ${node.getText().trim().slice(0, 80)}`);
}

/** What Electron shows of an object it is handed: menus, the system's dialogs and notices. */
const shownOfMain = new Set(['label', 'title', 'buttonLabel', 'message', 'buttons', 'detail', 'name', 'filters']);

function escapedOfMain(file: string): string[] {
  const source = parsed(file);
  // Names of our own windows, files and sessions are shown nowhere.
  if (!/\b(?:Menu|dialog|Notification)\b/.test(source.text)) return [];
  const found: ts.Node[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && shownOfMain.has(node.name.getText())) {
      const each = ts.isArrayLiteralExpression(node.initializer) ? node.initializer.elements : [node.initializer];
      found.push(...each.flatMap((value) => literals(value)));
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found.map((node) => `${placeOf(node)}: ${node.getText().trim().slice(0, 80)}`);
}

describe('menus, dialogs and notices of the system', () => {
  it('say nothing past the catalogue', () => {
    expect(mainSources().flatMap(escapedOfMain)).toEqual([]);
  });

  it('say in Welsh what the catalogue has, and in English what it lacks', () => {
    const t = wordsIn('cy', { cy: { 'Look at “{{field}}”.': 'Edrychwch ar “{{field}}”.' } });
    expect(t('Look at “{{field}}”.', { field: 'hub' })).toBe('Edrychwch ar “hub”.');
    expect(t('Lock')).toBe('Lock');
    expect(wordsIn('system', { cy: { Lock: 'Cloi' } })('Lock')).toBe('Lock');
  });
});

describe('the screens', () => {
  it('say nothing past the catalogue', () => {
    expect(pageSources().flatMap(escaped)).toEqual([]);
  });
});
