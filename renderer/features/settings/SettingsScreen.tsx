import { useAppearance } from '../../app/appearance.ts';
import { LettersChoice } from '../../app/LettersChoice.tsx';
import { useMe } from '../../app/me.ts';
import { Foreign, RadioKeys } from '../../ui/index.ts';
import { roleNames } from '../../words/refusals.ts';
import { Alerts } from './Alerts.tsx';
import { DangerSound } from '../danger/DangerSound.tsx';
import { Backups } from './Backups.tsx';
import { CheckVault } from './CheckVault.tsx';
import { FilesAhead } from './FilesAhead.tsx';
import { Interests } from './Interests.tsx';
import { LanguageOfScreens } from './LanguageOfScreens.tsx';
import classes from './Settings.module.css';
import { PolicyInForce } from './PolicyInForce.tsx';
import { VaultKeys } from './VaultKeys.tsx';

/** How the workstation looks, whether single letters act, and who this workstation is. */
export function SettingsScreen() {
  const { theme, setTheme, density, setDensity } = useAppearance();
  const me = useMe();
  return (
    <main className={classes.settings} data-pane="settings">
      <h1 className={classes.title}>Settings</h1>
      <RadioKeys
        label="Colours"
        value={theme}
        onChange={setTheme}
        choices={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <LanguageOfScreens />
      <RadioKeys
        label="Rows of tables"
        value={density}
        onChange={setDensity}
        choices={[
          { value: 'compact', label: 'Compact, 28 px' },
          { value: 'comfortable', label: 'Comfortable, 36 px' },
        ]}
      />
      <LettersChoice />
      <DangerSound />
      <FilesAhead />
      {me && (
        <section className={classes.about} aria-label="This workstation">
          <h2 className={classes.heading}>This workstation</h2>
          <dl className={classes.facts}>
            <dt>Name</dt>
            <dd>
              <Foreign text={me.name} />
            </dd>
            <dt>Fingerprint</dt>
            <dd className="mono">{me.fingerprint}</dd>
            <dt>Roles</dt>
            <dd>
              {me.memberships.map(({ unit, role }) => (
                <div key={`${unit} ${role}`}>
                  <span className="mono">{unit}</span> {roleNames[role].replace(/^(?:an?|the) | of .*$/g, '')}
                </div>
              ))}
            </dd>
            <dt>Keys of desks</dt>
            <dd>
              {me.desks.length === 0 && 'None'}
              {me.desks.map((desk) => (
                <div key={desk.unit}>
                  {desk.name}: {desk.open ? 'here' : 'not granted yet'}
                </div>
              ))}
            </dd>
          </dl>
        </section>
      )}
      <Alerts />
      <Interests />
      <VaultKeys />
      <PolicyInForce />
      <Backups />
      <CheckVault />
    </main>
  );
}
