import { capsOf, onMac } from '../app/keys.ts';
import classes from './Kbd.module.css';

/** Key caps for a combination of the table of shortcuts, such as `Ctrl+Enter`. For the eye: readers hear the words beside it. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span translate="no" className={classes.keys} aria-hidden="true">
      {capsOf(keys, onMac()).map((cap) => (
        <kbd key={cap} className={classes.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
