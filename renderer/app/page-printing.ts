/** The page never prints itself, by a script or by `Ctrl+P`: a case is printed by its command, which is journalled. */
import { create } from 'zustand';

/** Whether the page has to say that it does not print. */
export const useRefusedPrint = create<{ told: boolean }>(() => ({ told: false }));

const tell = (): void => useRefusedPrint.setState({ told: true });

/** Once, before anything else runs. What a script could still reach shows an empty page: see `@media print` in base.css. */
export function refusePagePrinting(): void {
  Object.defineProperty(window, 'print', { value: tell, writable: false, configurable: false });
  window.addEventListener(
    'keydown',
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'p') return;
      event.preventDefault();
      event.stopPropagation();
      tell();
    },
    true,
  );
}
