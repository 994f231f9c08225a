/** Kinds of pictures in a PDF whose decoders are WebAssembly, which the page's policy does not run. */
const kinds = [
  { filter: '/JBIG2Decode', name: 'JBIG2' },
  { filter: '/JPXDecode', name: 'JPEG 2000' },
] as const;
export type Undecoded = (typeof kinds)[number]['name'];

const latin1 = new TextDecoder('latin1');
const CHUNK = 2 ** 20;
/** Longest filter less one: a name may lie across two chunks. */
const OVERLAP = 12;

/**
 * Which of them a file holds. The dictionary of a picture is never packed nor encrypted (ISO 32000-1, 7.5.7 and 7.6.1), so
 * that its filter stands in the bytes as it is written; a name in escapes, which nobody's program writes, is overlooked.
 */
export function undecodedIn(bytes: Uint8Array): Undecoded[] {
  const found = new Set<Undecoded>();
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const text = latin1.decode(bytes.subarray(at, at + CHUNK + OVERLAP));
    for (const { filter, name } of kinds) if (text.includes(filter)) found.add(name);
  }
  return kinds.map(({ name }) => name).filter((name) => found.has(name));
}
