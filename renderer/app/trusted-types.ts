/**
 * The page's only door for strings into the document's parser. The widget library sets the text of its style elements
 * through `innerHTML`; that text never needs a tag or an entity, so a string with either is refused.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML?: (text: string) => string }): unknown;
}

/** Answers the text as it is; throws a TypeError where it holds markup. */
export function styleTextOnly(text: string): string {
  if (/[<&]/.test(text)) throw new TypeError('Markup is refused.');
  return text;
}

export function installTrustedTypes(scope: object): void {
  const trustedTypes = (scope as { trustedTypes?: TrustedTypes }).trustedTypes;
  trustedTypes?.createPolicy('default', { createHTML: styleTextOnly });
}
