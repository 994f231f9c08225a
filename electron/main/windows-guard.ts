/** Whether only administrators may write a file on Windows. Ordinary users may make folders in %ProgramData%. */
import { spawnSync } from 'node:child_process';
import { dirname, win32 } from 'node:path';

/** Built-in administrators, the system, and the installer of Windows itself, as security descriptors name them. */
const trusted = new Set(['BA', 'SY', 'S-1-5-32-544', 'S-1-5-18']);
const installer = /^S-1-5-80-956008885-/;
const isTrusted = (who: string) => trusted.has(who) || installer.test(who);

/** Rights in short form that only look: read, execute, and read the permissions. */
const looking = new Set(['FR', 'FX', 'GR', 'GX', 'RC']);
/** The same as bits of an access mask: read and execute, synchronise, and nothing else. */
const lookingBits = 0x001200a9;

const pairs = (letters: string): string[] => letters.match(/..?/g) ?? [];

function looksOnly(rights: string): boolean {
  if (/^0x[0-9a-f]{1,8}$/i.test(rights)) return (BigInt(rights) & ~BigInt(lookingBits)) === 0n;
  return pairs(rights).every((right) => looking.has(right));
}

/** Reads a security descriptor (SDDL). False for everything that it does not fully understand. */
export function onlyAdministratorsWrite(descriptor: string): boolean {
  const match = /^O:([A-Z]{2}|S-[\d-]+)G:(?:[A-Z]{2}|S-[\d-]+)D:([A-Z]*)((?:\([^()]*\))+)(?:S:.*)?$/.exec(descriptor);
  if (!match) return false;
  const [, owner = '', flags = '', list = ''] = match;
  if (!isTrusted(owner) || !/^(?:P|AR|AI)*$/.test(flags)) return false;
  return [...list.matchAll(/\(([^()]*)\)/g)].every(([, entry = '']) => {
    const [kind, inheritance = '', rights = '', object, from, who = ''] = entry.split(';');
    if (object !== '' || from !== '') return false;
    if (kind === 'D') return true;
    if (kind !== 'A') return false;
    // Inherit-only entries say nothing about this object itself.
    return isTrusted(who) || pairs(inheritance).includes('IO') || looksOnly(rights);
  });
}

/** Asks Windows for the descriptors of the file and its folder. False where it does not answer. */
export function windowsFileIsGuarded(file: string): boolean {
  const shell = win32.join(
    process.env.SystemRoot ?? 'C:\\Windows',
    'System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  );
  return [file, dirname(file)].every((path) => {
    const command = '(Get-Acl -LiteralPath $env:CANDOUR_LOOK_AT).Sddl';
    const { status, stdout } = spawnSync(shell, ['-NoProfile', '-NonInteractive', '-Command', command], {
      env: { ...process.env, CANDOUR_LOOK_AT: path },
      encoding: 'utf8',
      timeout: 10_000,
      windowsHide: true,
    });
    return status === 0 && onlyAdministratorsWrite(stdout.trim());
  });
}
