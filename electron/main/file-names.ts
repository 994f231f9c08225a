/** Names of files that came from outside: shown so that they deceive nobody, and saved so that they harm nothing. */
import { deceiving } from '../../shared/bridge/shown-name.ts';

export { shownName } from '../../shared/bridge/shown-name.ts';

/** What no file system of the three takes, or what means a path, a stream or a device. */
const refusedInNames = /[<>:"/\\|?*]/g;
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;
/** Bytes that every file system of the three takes, less room for ` (99)`. */
const longest = 200;

function cutToBytes(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const letter of text) {
    size += Buffer.byteLength(letter);
    if (size > bytes) break;
    kept += letter;
  }
  return kept;
}

/** A name under which it can be saved: no path, no device, at most 200 bytes, its ending kept. Never empty. */
export function savedName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(deceiving, '')
    .replaceAll(refusedInNames, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? '';
  const stem = cutToBytes(plain.slice(0, plain.length - ending.length), longest - ending.length).replace(/[\s.]+$/, '');
  const whole = `${stem}${ending}`.replace(/^\.+/, '');
  if (whole === '') return 'file';
  return devices.test(whole) ? `_${whole}` : whole;
}
