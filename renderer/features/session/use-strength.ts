import { useEffect, useState } from 'react';
import type { PassphraseStrength } from '../../../shared/bridge/session.ts';
import { call } from '../../app/bridge.ts';

/** Typing goes on meanwhile. */
const REST_MS = 150;

/**
 * How hard a passphrase is to guess, as the vault judges it; null until it has. Asked without the cache of answers,
 * which would keep every passphrase that was ever typed.
 */
export function useStrength(passphrase: string): PassphraseStrength | null {
  const [judged, setJudged] = useState<{ passphrase: string; strength: PassphraseStrength } | null>(null);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      void call('session.strength', { passphrase }).then((answer) => {
        if (!stale && answer.ok) setJudged({ passphrase, strength: answer.value });
      });
    }, REST_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [passphrase]);
  return judged?.passphrase === passphrase ? judged.strength : null;
}
