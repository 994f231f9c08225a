/** Whether a screen fits into the window, also at twice the size. */
import type { Person } from './person.ts';

/**
 * What WCAG 1.4.10 forbids on the screen that is there: anything that scrolls across, save tables of data (which may),
 * and controls that nobody can reach because they are cut off. As lines that say which.
 */
export async function cutOff(person: Person, within = person.page().locator('body')): Promise<string[]> {
  const all = await within.evaluate((whole) => {
    const table = '[role=grid], table, canvas, [data-across]';
    const name = (each: Element) =>
      `${each.tagName.toLowerCase()}.${[...each.classList].join('.')} “${(each.getAttribute('aria-label') ?? each.textContent ?? '').trim().slice(0, 40)}”`;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth + 1) found.push('the page scrolls across');
    for (const each of whole.querySelectorAll('*')) {
      const { overflowX, visibility } = getComputedStyle(each);
      if (/auto|scroll/.test(overflowX) && each.scrollWidth > each.clientWidth + 1 && visibility !== 'hidden') {
        if (each.closest(table) === null && each.querySelector(table) === null && !each.matches('input, textarea'))
          found.push(`scrolls across: ${name(each)} ${each.scrollWidth} > ${each.clientWidth}`);
      }
    }
    for (const each of whole.querySelectorAll('button, input, select, textarea, a[href], [role=radio], [role=tab]')) {
      const box = each.getBoundingClientRect();
      const style = getComputedStyle(each);
      // What is not drawn, or meant for screen readers alone, is not cut off; nor what lies in a table of data.
      if (box.width <= 2 || box.height <= 2 || style.visibility === 'hidden' || each.closest(table) !== null) continue;
      let [across, down] = [true, true];
      for (let up = each.parentElement; up !== null; up = up.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(up);
        if (/auto|scroll/.test(overflowX)) across = false;
        if (/auto|scroll/.test(overflowY)) down = false;
        const edge = up.getBoundingClientRect();
        if (edge.width <= 2 || edge.height <= 2) break;
        if (across && /hidden|clip/.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1)) {
          found.push(`cut off across: ${name(each)} in ${name(up)}`);
          break;
        }
        if (down && /hidden|clip/.test(overflowY) && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1)) {
          found.push(`cut off below: ${name(each)} in ${name(up)}`);
          break;
        }
        if (position === 'fixed') break;
      }
      if (across && (box.left < -1 || box.right > innerWidth + 1)) found.push(`out of the window: ${name(each)}`);
    }
    return [...new Set(found)];
  });
  if (all.length > 0) console.warn(all);
  return all;
}

/** The window as it is, and everything in it twice the size: 640 by 360 CSS pixels of a page of 1280 by 720. */
export async function zoom(person: Person, factor: 1 | 2): Promise<void> {
  const window = await person.workstation.app.browserWindow(person.page());
  await window.evaluate((each, by) => {
    each.setContentSize(1280, 720);
    each.webContents.setZoomFactor(by);
  }, factor);
  await person.page().waitForFunction((width) => Math.abs(innerWidth - width) <= 2, 1280 / factor);
  await person.page().evaluate(settled);
}

/** Resolves in the page once what hears of its size has drawn itself anew: nothing of it changed for five frames. */
const settled = () =>
  new Promise<void>((done) => {
    let [before, same] = ['', 0];
    const look = () => {
      const grids = [...document.querySelectorAll('[role=grid]')].map((each) => each.scrollWidth);
      const now = `${grids.join(' ')} ${document.body.textContent.length}`;
      same = now === before ? same + 1 : 0;
      before = now;
      if (same >= 5) done();
      else requestAnimationFrame(look);
    };
    look();
  });
