import { useQueries } from '@tanstack/react-query';
import type { Person } from '../../../shared/bridge/session.ts';
import type { z } from 'zod';
import { call } from '../../app/bridge.ts';
import { useMe } from '../../app/me.ts';

/** Display names by user, of everybody in one's own desks. */
export function useNames(): Readonly<Record<string, string>> {
  const me = useMe();
  const people = useQueries({
    queries: (me?.desks ?? []).map(({ unit }) => ({
      queryKey: ['directory.people', { unit }],
      queryFn: async (): Promise<z.infer<typeof Person>[]> => {
        const answer = await call('directory.people', { unit });
        return answer.ok ? answer.value : [];
      },
    })),
  });
  const found = people.flatMap(({ data }) => data ?? []);
  const own = me ? [[me.user, `${me.name} (you)`]] : [];
  return Object.fromEntries([...found.map(({ user, name }) => [user, name]), ...own]) as Record<string, string>;
}
