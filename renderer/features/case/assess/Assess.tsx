import { useMemo, useState } from 'react';
import { useCommand } from '../../../app/commands.ts';
import { announce, Button } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { AlertLine } from '../../related/AlertLine.tsx';
import { type StageKey, type StageMark, stages } from '../stages.ts';
import styles from './assess.module.css';
import { CodesStage } from './CodesStage.tsx';
import { DecisionStage } from './DecisionStage.tsx';
import { PeopleStage } from './PeopleStage.tsx';
import { ReferralTestStage } from './ReferralTestStage.tsx';
import { Refusals } from './Refusals.tsx';
import { ResearchStage } from '../research/ResearchStage.tsx';
import { SafeguardingStage } from '../safeguarding/SafeguardingStage.tsx';
import { SendStage } from '../send/SendStage.tsx';
import { SharedDrafts } from '../sharing/SharedDrafts.tsx';
import { Spine } from './Spine.tsx';
import { Swap } from './Swap.tsx';
import { versionsOf } from './versions/stage-versions.ts';
import { VersionsDrawer } from './versions/VersionsDrawer.tsx';

const bodies: Readonly<Record<StageKey, () => React.ReactNode>> = {
  risk: SafeguardingStage,
  people: PeopleStage,
  research: ResearchStage,
  codes: CodesStage,
  referral_test: ReferralTestStage,
  decision: DecisionStage,
  send: SendStage,
};

/** The right pane: the spine, what was refused, and the one stage that is open. */
export function Assess({ marks }: { readonly marks: Readonly<Record<StageKey, StageMark>> }) {
  const { stage, read, file, nameOf } = useOpenCase();
  const Body = bodies[stage];
  const { number, name } = stages.find(({ key }) => key === stage)!;
  const versioned = useMemo(() => versionsOf(file, stage, nameOf), [file, stage, nameOf]);
  const [comparing, setComparing] = useState(false);
  const compare = () => {
    if (versioned.length > 0) setComparing(!comparing);
    else announce(t('Nothing in this stage was signed more than once.'));
  };
  // What was refused is compared first: its own card answers the key.
  useCommand('assess.compare', compare, read.refused.length === 0 || versioned.length > 0);
  return (
    <section className={styles.assess} data-pane="assess" aria-label={t('Assess')} tabIndex={-1}>
      <Spine marks={marks} />
      <div className={styles.body} data-keys="assess">
        {read.refused.length > 0 && <Refusals refused={read.refused} />}
        <SharedDrafts />
        <AlertLine caseId={read.row.caseId} />
        <div className={styles.titleRow}>
          <h2 className={styles.title}>
            {number} {name}
          </h2>
          {versioned.length > 0 && (
            <Button variant="quiet" keys="Ctrl+D" aria-expanded={comparing} onClick={compare}>
              {t('Compare versions')}
            </Button>
          )}
          <Swap />
        </div>
        <div data-stage-body className={styles.stage} key={stage}>
          <Body />
        </div>
      </div>
      <VersionsDrawer key={stage} open={comparing} onClose={() => setComparing(false)} all={versioned} />
    </section>
  );
}
