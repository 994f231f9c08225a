/** Nothing is printed but by the print job: whatever else asks a page to print itself is refused, and told. */
import { app, type WebContents } from 'electron';
import { log } from './log.ts';

type Printing = Pick<WebContents, 'print' | 'printToPDF'>;

/** Electron's own, kept for the one job that may use them; by page, so that they go with it. */
const own = new WeakMap<WebContents, Printing>();

/** Takes printing away from every page as soon as it is made, whoever made it. */
export function guardPrinting(): void {
  app.on('web-contents-created', (_event, contents) => {
    own.set(contents, { print: contents.print.bind(contents), printToPDF: contents.printToPDF.bind(contents) });
    const refuse = () => log('page_denied', { what: 'print' });
    const refused: Printing = {
      print(_options, told) {
        refuse();
        told?.(false, 'refused');
      },
      printToPDF() {
        refuse();
        return Promise.reject(new Error('refused'));
      },
    };
    Object.assign(contents, refused);
  });
}

/** Printing, for the window of the print job alone. */
export function printingOf(contents: WebContents): Printing {
  const printing = own.get(contents);
  if (printing === undefined) throw new Error('a page without printing');
  return printing;
}
