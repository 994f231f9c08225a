/** Going through a screen by Tab alone, as a person would who looks for something. */
import type { Person } from '../../../scripts/tour/person.ts';

/**
 * Tabs until something of this name has the focus, by its label, its words or the name of its group. The page is asked at
 * once: behind the last thing of a screen nothing has the focus, and a locator would wait for something.
 */
export async function tabTo(person: Person, name: RegExp, most = 90): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    const found = await person.page().evaluate(() => {
      const each = document.activeElement;
      if (each === null || each === document.body) return [];
      const group = each.closest('[role=radiogroup],fieldset');
      const by = group?.getAttribute('aria-labelledby');
      return [
        each.getAttribute('aria-label'),
        (each as HTMLInputElement).labels?.[0]?.innerText,
        each.textContent,
        by === null || by === undefined ? null : document.getElementById(by)?.textContent,
        group?.querySelector('legend')?.textContent,
      ].filter((words): words is string => typeof words === 'string');
    });
    if (found.some((words) => name.test(words.trim()))) return;
    await person.press('Tab');
  }
  throw new Error(`Nothing called ${name} is reached by Tab.`);
}
