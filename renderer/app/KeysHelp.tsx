import { Dialog, Kbd } from '../ui/index.ts';
import { useActiveCommands } from './commands.ts';
import classes from './CommandPalette.module.css';
import { type Scope, scopes, shortcuts } from './shortcuts.ts';
import { t } from '../words/t.ts';

/** `F1`: the keys of this screen first come from what can act here; moving and choosing come with their scope. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t('Keys on this screen')} width={860} scrolls>
      {open && <Keys />}
    </Dialog>
  );
}

function Keys() {
  const active = new Set<string>(useActiveCommands());
  const here = new Set<Scope>(shortcuts.filter((row) => active.has(row.id)).map((row) => row.scope));
  const groups = (Object.keys(scopes) as Scope[])
    .filter((scope) => here.has(scope))
    .map((scope) => ({
      scope,
      rows: shortcuts.filter(
        (row) => row.scope === scope && row.keys.length > 0 && ('widget' in row || active.has(row.id)),
      ),
    }));
  return (
    <>
      <div className={classes.help}>
        {groups.map(({ scope, rows }) => (
          <section key={scope} className={classes.group}>
            <h3 className={classes.heading}>{scopes[scope]}</h3>
            <ul>
              {rows.map((row) => (
                <li key={row.id} className={classes.line}>
                  <span>{row.words}</span>
                  <span className={classes.caps}>
                    {row.keys.map((keys) => (
                      <span key={keys}>
                        <span translate="no" className="sr-only">
                          {keys}{' '}
                        </span>
                        <Kbd keys={keys} />
                      </span>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className={classes.foot}>
        {t(
          'Single letters act only inside a focused list or group. They can be switched off in the settings; every one of them is a command as well.',
        )}
      </p>
    </>
  );
}
