/** Several keys of one case in one text, newest first: a named-readers case has another from each departure on. */
const APART = ' ';

export const joinedKeys = (keys: readonly string[]): string => [...new Set(keys)].join(APART);
export const splitKeys = (text: string): string[] => text.split(APART);

/** The keys held, with those that are new put before them: an event that is met again changes nothing. */
export function withNewer(held: string | undefined, brought: string): string {
  if (held === undefined || held === brought) return brought;
  const keys = splitKeys(held);
  return joinedKeys([...splitKeys(brought).filter((key) => !keys.includes(key)), ...keys]);
}
