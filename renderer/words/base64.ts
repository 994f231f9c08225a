/** Bytes as standard base64 with padding, in pieces that a call of a function can hold. */
export function toBase64(bytes: Uint8Array): string {
  let made = '';
  for (let at = 0; at < bytes.length; at += 0x8000) made += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(made);
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
