/** Lays blocks of text out on sheets of A4, so that every page carries its marking, its recipient and its number. */

export interface Block {
  readonly style: 'title' | 'heading' | 'label' | 'text' | 'quote' | 'small';
  readonly text: string;
}

/** A picture on a sheet of its own, after every block, with the words that stand over it. */
export interface Picture {
  readonly picture: HTMLImageElement;
  readonly key: string;
}

/** What stands on every sheet. */
export interface SheetLabels {
  readonly marking: string;
  readonly about: string;
  readonly watermark: string;
  readonly foot: string;
  /** The number of a sheet, from 1, of all. */
  readonly page: (n: number, all: number) => string;
  /** The words over a picture, by its key. */
  readonly over?: (key: string) => string;
}

function element(parent: Element, tag: string, name: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  parent.append(made);
  return made;
}

/** Of a text, how many UTF-16 units fit, ending between two words where it can. `fits` must only ever turn to false. */
export function longestFit(text: string, fits: (part: string) => boolean): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  if (low === text.length) return low;
  const between = Math.max(text.lastIndexOf(' ', low), text.lastIndexOf('\n', low));
  if (between > 0) return between;
  // One endless word: never through the middle of a character.
  return /[\uDC00-\uDFFF]/.test(text.charAt(low)) ? low - 1 : low;
}

const leading = ['heading', 'label'] as const;
/** UTF-16 units: fewer than two lines of a text at the foot of a page are no use. */
const worthSplitting = 160;

/** Fills `sheets` and answers how many there are. */
export function layOut(
  sheets: HTMLElement,
  blocks: readonly Block[],
  labels: SheetLabels,
  pictures: readonly Picture[] = [],
): number {
  const feet: HTMLElement[] = [];
  const newSheet = () => {
    const sheet = element(sheets, 'section', 'sheet');
    const watermark = element(sheet, 'div', 'watermark');
    for (let line = 0; line < 6; line++) element(watermark, 'span', '', labels.watermark);
    element(sheet, 'p', 'marking', labels.marking);
    element(sheet, 'p', 'about', labels.about).dir = 'auto';
    const body = element(sheet, 'div', 'body');
    const foot = element(sheet, 'div', 'foot');
    element(foot, 'span', '', labels.foot);
    feet.push(element(foot, 'span', '', labels.page(1, 1)));
    element(sheet, 'p', 'marking', labels.marking);
    return body;
  };
  let body = newSheet();
  const add = ({ style, text }: Block) => {
    const made = element(body, 'p', `block ${style}`, text);
    made.dir = 'auto';
    return made;
  };
  const full = () => body.scrollHeight > body.clientHeight;
  const waiting = [...blocks];
  while (waiting.length > 0) {
    const block = waiting.shift()!;
    const made = add(block);
    if (!full()) continue;
    const fit = longestFit(block.text, (part) => {
      made.textContent = part;
      return !full();
    });
    // What only leads to this block: headings that must not be left alone at the foot of a page.
    const leads: Block[] = [];
    for (let before = made.previousElementSibling; before; before = before.previousElementSibling) {
      const style = leading.find((name) => before!.classList.contains(name));
      if (style === undefined) break;
      leads.unshift({ style, text: before.textContent });
    }
    const alone = body.childElementCount === leads.length + 1;
    if (fit >= worthSplitting || (alone && fit > 0)) {
      made.textContent = block.text.slice(0, fit);
      made.dataset.goesOn = '';
      const rest = block.text.slice(fit).trimStart();
      if (rest !== '') waiting.unshift({ ...block, text: rest });
    } else {
      if (alone && leads.length === 0) throw new Error('a sheet that holds nothing');
      made.remove();
      waiting.unshift(block);
      if (!alone) {
        for (const _lead of leads) body.lastElementChild?.remove();
        waiting.unshift(...leads);
      }
    }
    body = newSheet();
  }
  for (const { picture, key } of pictures) {
    const sheet = newSheet();
    element(sheet, 'p', 'block label', labels.over?.(key) ?? '');
    picture.className = 'picture';
    sheet.append(picture);
  }
  for (const [index, foot] of feet.entries()) foot.textContent = labels.page(index + 1, feet.length);
  return feet.length;
}
