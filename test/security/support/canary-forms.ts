/** The ways in which a word or a key could lie in a file or in memory without looking like itself. */

/** What is searched for: a word, or the bytes of a key. */
export type Secret = string | Uint8Array;

export interface Form {
  readonly name: string;
  readonly bytes: Buffer;
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** The characters of a base64 text that depend on these bytes alone, for each of the three places they can begin at. */
function insideBase64(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

/** Texts that carry bytes: base64 in both alphabets, hexadecimal in both cases. */
function carried(what: string, bytes: Uint8Array): [string, string][] {
  const hex = Buffer.from(bytes).toString('hex');
  const base64 = insideBase64(bytes).flatMap((text, shift): [string, string][] => [
    [`base64 of ${what}, ${shift} in`, text],
    [`base64url of ${what}, ${shift} in`, text.replaceAll('+', '-').replaceAll('/', '_')],
  ]);
  return [...base64, [`hex of ${what}`, hex], [`HEX of ${what}`, hex.toUpperCase()]];
}

function textsOfWord(word: string): [string, string][] {
  const each = (write: (code: number) => string) => [...Buffer.from(word, 'latin1')].map(write).join('');
  return [
    ['capitals', word.toUpperCase()],
    ['percent-encoded', each((code) => `%${code.toString(16)}`)],
    ['PERCENT-encoded', each((code) => `%${code.toString(16).toUpperCase()}`)],
    ['JSON escapes', each((code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    ['character references', each((code) => `&#${code};`)],
    ...carried('UTF-8', Buffer.from(word)),
    ...carried('UTF-16LE', Buffer.from(word, 'utf16le')),
    ...carried('UTF-16BE', utf16be(word)),
  ];
}

const textsOfKey = (key: Uint8Array): [string, string][] => [
  ...carried('the key', key),
  ['a list of numbers', key.join(',')],
];

/**
 * Every form of a secret. Of a word (ASCII letters, so that escaping leaves it as it is) UTF-8 and both UTF-16, and each
 * text that carries it as a file and as Chromium's and JavaScript's heaps write texts.
 */
export function formsOf(secret: Secret): Form[] {
  if (typeof secret === 'string' && !/^[a-z]{10,}$/.test(secret))
    throw new Error('a canary is ten or more small letters');
  const texts = typeof secret === 'string' ? textsOfWord(secret) : textsOfKey(secret);
  const plain: Form[] =
    typeof secret === 'string'
      ? [
          { name: 'UTF-8', bytes: Buffer.from(secret) },
          { name: 'UTF-16LE', bytes: Buffer.from(secret, 'utf16le') },
          { name: 'UTF-16BE', bytes: utf16be(secret) },
        ]
      : [{ name: 'raw', bytes: Buffer.from(secret) }];
  const written = texts.flatMap(([name, text]) => [
    { name, bytes: Buffer.from(text) },
    { name: `${name}, in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
  ]);
  const seen = new Set<string>();
  return [...plain, ...written].filter(({ bytes }) => {
    const key = bytes.toString('latin1');
    return !seen.has(key) && seen.add(key);
  });
}
