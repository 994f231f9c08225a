/** The clocks as the screens name them: the file's own labels, in the spoken language. */
import { clockLabel as labelAsWritten } from '../../shared/domain/clocks.ts';
import { t } from './t.ts';

/** What a clock is called; its code where the file does not know it. */
export const clockLabel = (clock: string): string => t(labelAsWritten(clock));
