/** Those who wait for the same word of the vault. It answers in the order in which it was asked, so each word ends one wait. */
export interface WaitingLine {
  /** Resolves with the word that answers this one, or when nobody is left to say it. */
  wait(): Promise<void>;
  answered(): void;
  /** The vault has gone. */
  nobodyAnswers(): void;
}

export function waitingLine(): WaitingLine {
  const waiting: (() => void)[] = [];
  return {
    wait: () => new Promise((resolve) => waiting.push(resolve)),
    answered: () => waiting.shift()?.(),
    nobodyAnswers: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
