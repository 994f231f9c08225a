import { useEffect, useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { caseFree } from './case-free.ts';
import classes from './danger.module.css';

const everySecond = 1000;

/** Before the passphrase, and over the cover: how many alerts nobody has acknowledged, and nothing of any case. */
export function KeptAlerts() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const ask = () =>
      void bridge()
        ?.shell.attention.kept()
        .then((kept) => kept.ok && setCount(kept.value.unacknowledged));
    ask();
    // Beneath the cover the page goes on: what comes meanwhile is told there too.
    const timer = setInterval(ask, everySecond);
    return () => clearInterval(timer);
  }, []);
  return count === 0 ? null : (
    <p className={classes.kept} role="status">
      {caseFree(count)}
    </p>
  );
}
