import canonicalize from 'canonicalize';

/** RFC 8785 JSON Canonicalization Scheme, as UTF-8 bytes. Throws on what JSON cannot hold (a lone surrogate, NaN). */
export function jcs(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return Buffer.from(text, 'utf8');
}
