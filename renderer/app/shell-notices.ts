/** What main tells a page unasked. */
import type { z } from 'zod';
import { shellNotices } from '../../shared/bridge/shell.ts';
import { bridge } from './bridge.ts';

type Name = keyof typeof shellNotices;

/** Hears one kind; gives back how to stop. A notice that does not fit its schema is passed by. */
export function onShellNotice<N extends Name>(
  name: N,
  listener: (notice: z.infer<(typeof shellNotices)[N]>) => void,
): () => void {
  const stop = bridge()?.onNotice(({ notice, payload }) => {
    if (notice !== name) return;
    const parsed = shellNotices[name].safeParse(payload ?? {});
    if (parsed.success) listener(parsed.data as z.infer<(typeof shellNotices)[N]>);
  });
  return stop ?? (() => undefined);
}
