import { useEffect, useState } from 'react';
import { bridge } from '../../app/bridge.ts';
import { caseFree } from './case-free.ts';
import classes from './danger.module.css';

/** Before the passphrase, and over the cover: how many alerts nobody has acknowledged, and nothing of any case. */
export function KeptAlerts() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    void bridge()
      ?.shell.attention.kept()
      .then((kept) => kept.ok && setCount(kept.value.unacknowledged));
  }, []);
  return count === 0 ? null : (
    <p className={classes.kept} role="status">
      {caseFree(count)}
    </p>
  );
}
