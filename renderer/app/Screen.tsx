import { AuditScreen } from '../features/audit/AuditScreen.tsx';
import { CaseScreen } from '../features/case/index.ts';
import { ClocksScreen } from '../features/clocks/ClocksScreen.tsx';
import { ConflictScreen } from '../features/conflict/ConflictScreen.tsx';
import { DeskScreen } from '../features/desk/DeskScreen.tsx';
import { PeopleScreen } from '../features/people/PeopleScreen.tsx';
import { HandOverScreen } from '../features/handover/HandOverScreen.tsx';
import { ReferralScreen, ReferralsScreen } from '../features/referrals/index.ts';
import { SalvageScreen } from '../features/restore/SalvageScreen.tsx';
import { RecordsScreen } from '../features/records/RecordsScreen.tsx';
import { StatisticsScreen } from '../features/statistics/StatisticsScreen.tsx';
import { SupervisionScreen } from '../features/supervision/SupervisionScreen.tsx';
import { SubjectScreen } from '../features/subjects/SubjectScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import classes from './Frame.module.css';
import { usePlace } from './place.ts';
import { t } from '../words/t.ts';

/** The screen of the route. */
export function Screen() {
  const route = usePlace((state) => state.route);
  switch (route.screen) {
    case 'desk':
      return <DeskScreen />;
    case 'case':
      return <CaseScreen key={route.caseId} caseId={route.caseId} />;
    case 'referrals':
      return <ReferralsScreen />;
    case 'referral':
      return <ReferralScreen key={route.caseId} caseId={route.caseId} />;
    case 'conflict':
      return (
        <main className={classes.whole} aria-label={t('Conflict pass')}>
          <ConflictScreen {...(route.caseId !== undefined && { caseIds: [route.caseId] })} />
        </main>
      );
    case 'people':
      return <PeopleScreen key={route.officer ?? ''} officer={route.officer ?? null} />;
    case 'clocks':
      return <ClocksScreen />;
    case 'handover':
      return <HandOverScreen />;
    case 'supervision':
      return <SupervisionScreen />;
    case 'records':
      return <RecordsScreen key={route.caseId ?? ''} caseId={route.caseId ?? null} />;
    case 'statistics':
      return <StatisticsScreen />;
    case 'audit':
      return <AuditScreen key={route.reference ?? ''} reference={route.reference ?? null} />;
    case 'subjects':
      return <SubjectScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'salvage':
      return <SalvageScreen />;
    default:
      return route satisfies never;
  }
}
