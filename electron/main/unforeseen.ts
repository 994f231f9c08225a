/** An error that nobody foresaw ends the program: half a main process guards nothing. The vault ends with it. */
import { log } from './log.ts';

/** EX_SOFTWARE of sysexits.h. */
const softwareError = 70;

/** Instead of Electron's own box, which would show the error's words, and with them perhaps a path, on the screen. */
export function endOnUnforeseenError(): void {
  const end = (error: unknown) => {
    log('unforeseen_error', { name: error instanceof Error ? error.name : typeof error });
    if (__TEST_BUILD__) console.error(error);
    process.exit(softwareError);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
