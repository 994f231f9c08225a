import { useState } from 'react';
import { codeList } from '../../../words/codes.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { RiskStage } from '../assess/RiskStage.tsx';
import { useOpenCase } from '../open-case.ts';
import { Indicators } from './Indicators.tsx';
import { SafeContactForm } from './SafeContactForm.tsx';
import {
  type SafeguardingTab,
  safeguardingTabs,
  showSafeguarding,
  tabOfDraft,
  useSafeguardingTab,
} from './safeguarding-tab.ts';
import { UrgentActions } from './UrgentActions.tsx';

const bodies = { risk: RiskStage, indicators: Indicators, urgent: UrgentActions, contact: SafeContactForm } as const;

/** Stage 1: is anyone in danger now, what is known of the danger to a person, what is done about it, and safe contact. */
export function SafeguardingStage() {
  const { caseId, file, read } = useOpenCase();
  const wanted = useSafeguardingTab();
  const [first] = useState<SafeguardingTab>(
    () => read.drafts.map(({ part }) => tabOfDraft(part)).find((tab) => tab !== null) ?? 'risk',
  );
  const shown = wanted.caseId === caseId ? wanted.tab : first;
  const indicators = file.assessments.findLast((a) => a.facets.stage === 'indicators')?.indicators;
  const yes = Object.values(indicators ?? {}).filter((answer) => answer === 'yes').length;
  const open = file.work.tasks.filter(({ facets, settled }) => facets.kind === 'urgent' && settled === null).length;
  const names: Record<SafeguardingTab, string> = {
    risk: t('Danger and THRIVE'),
    indicators:
      indicators === undefined
        ? t('Indicators')
        : t('Indicators: {{yes}} of {{all}}', { yes, all: codeList('risk_indicator').entries.length }),
    urgent: open === 0 ? t('Urgent actions') : t('Urgent actions: {{count}} open', { count: open }),
    contact: file.work.safeContact.length === 0 ? t('Safe contact') : t('Safe contact: set'),
  };
  const Body = bodies[shown];
  return (
    <div className={styles.tabbed}>
      <div role="tablist" aria-label={t('Danger, indicators, urgent actions or safe contact')} className={styles.tabs}>
        {safeguardingTabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            data-tab={tab}
            aria-selected={shown === tab}
            aria-controls="safeguarding-panel"
            onClick={() => showSafeguarding(caseId, tab)}
          >
            {names[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="safeguarding-panel" aria-label={names[shown]} className={styles.tabPanel}>
        <Body />
      </div>
    </div>
  );
}
