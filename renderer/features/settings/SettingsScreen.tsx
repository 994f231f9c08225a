import { useAppearance } from '../../app/appearance.ts';
import { LettersChoice } from '../../app/LettersChoice.tsx';
import { useMe } from '../../app/me.ts';
import { Foreign, RadioKeys } from '../../ui/index.ts';
import { roleInShort } from '../../words/refusals.ts';
import { Alerts } from './Alerts.tsx';
import { DangerSound } from '../danger/DangerSound.tsx';
import { Backups } from './Backups.tsx';
import { CheckVault } from './CheckVault.tsx';
import { FilesAhead } from './FilesAhead.tsx';
import { HoldChoice } from './HoldChoice.tsx';
import { Interests } from './Interests.tsx';
import { LanguageOfScreens } from './LanguageOfScreens.tsx';
import classes from './Settings.module.css';
import { PolicyInForce } from './PolicyInForce.tsx';
import { VaultKeys } from './VaultKeys.tsx';
import { t } from '../../words/t.ts';

/** How the workstation looks, whether single letters act, and who this workstation is. */
export function SettingsScreen() {
  const { theme, setTheme, density, setDensity } = useAppearance();
  const me = useMe();
  return (
    <main className={classes.settings} data-pane="settings">
      <h1 className={classes.title}>{t('Settings')}</h1>
      <RadioKeys
        label={t('Colours')}
        value={theme}
        onChange={setTheme}
        choices={[
          { value: 'system', label: t('As the system') },
          { value: 'light', label: t('Light') },
          { value: 'dark', label: t('Dark') },
        ]}
      />
      <LanguageOfScreens />
      <RadioKeys
        label={t('Rows of tables')}
        value={density}
        onChange={setDensity}
        choices={[
          { value: 'compact', label: t('Compact, 28 px') },
          { value: 'comfortable', label: t('Comfortable, 36 px') },
        ]}
      />
      <LettersChoice />
      <HoldChoice />
      <DangerSound />
      <FilesAhead />
      {me && (
        <section className={classes.about} aria-label={t('This workstation')}>
          <h2 className={classes.heading}>{t('This workstation')}</h2>
          <dl className={classes.facts}>
            <dt>{t('Name')}</dt>
            <dd>
              <Foreign text={me.name} />
            </dd>
            <dt>{t('Fingerprint')}</dt>
            <dd translate="no" className="mono">
              {me.fingerprint}
            </dd>
            <dt>{t('Roles')}</dt>
            <dd className={classes.many}>
              {me.memberships.map(({ unit, role }) => (
                <div key={`${unit} ${role}`}>
                  <span translate="no" className="mono">
                    {unit}
                  </span>{' '}
                  {roleInShort[role]}
                </div>
              ))}
            </dd>
            <dt>{t('Keys of desks')}</dt>
            <dd className={classes.many}>
              {me.desks.length === 0 && t('None')}
              {me.desks.map((desk) => (
                <div key={desk.unit}>
                  {desk.name}: {desk.open ? t('here') : t('not granted yet')}
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
