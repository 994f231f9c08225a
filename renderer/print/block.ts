/** The pieces of which every part of a printed case is made. */
import type { Signed } from '../../shared/domain/opened-event.ts';
import { t } from '../words/t.ts';
import type { Block } from './sheets.ts';

export type Named = (user: string) => string;

export const time = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
export const text = (words: string): Block => ({ style: 'text', text: words });
export const label = (words: string): Block => ({ style: 'label', text: words });
export const heading = (words: string): Block => ({ style: 'heading', text: words });
export const small = (words: string): Block => ({ style: 'small', text: words });

/** Who signed it, and when; and whether the hub has it. */
export const signature = ({ by, at, accepted }: Signed, named: Named) =>
  small(
    accepted
      ? t('Signed by {{name}}, {{time}}', { name: named(by), time: time(at) })
      : t('Signed by {{name}}, {{time}}; waits for the hub', { name: named(by), time: time(at) }),
  );
