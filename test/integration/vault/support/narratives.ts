const stems =
  'the officer took money from custody desk and told nobody about it when his sergeant asked him on the phone that night because there was a car outside with two people who knew what had happened before they drove away again'.split(
    ' ',
  );

/** A text of 60 to 180 words that is the same for the same number; every hundredth holds a word that is rare. */
export function narrativeOf(n: number): string {
  let state = (n + 1) * 2654435761;
  const next = (of: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * of);
  };
  const words = Array.from({ length: 60 + next(120) }, () =>
    next(4) === 0 ? `w${next(6000)}` : stems[next(stems.length)]!,
  );
  return [...words, ...(n % 100 === 77 ? ['rare77'] : [])].join(' ');
}
