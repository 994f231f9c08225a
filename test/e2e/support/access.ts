/** What can be measured of access: nothing cut off or scrolling across, and where the focus is. */
import type { Person } from '../../../scripts/tour/person.ts';

export { cutOff, zoom } from '../../../scripts/tour/fits.ts';

/** What has the focus, in words; `null` where nothing sensible has it. */
export const focused = (person: Person): Promise<string | null> =>
  person.page().evaluate(() => {
    const active = document.activeElement;
    if (active === null || active === document.body || !active.isConnected) return null;
    const { width, height } = active.getBoundingClientRect();
    if (width === 0 || height === 0) return null;
    return `${active.tagName.toLowerCase()} ${active.getAttribute('aria-label') ?? active.textContent?.trim().slice(0, 40) ?? ''}`;
  });
