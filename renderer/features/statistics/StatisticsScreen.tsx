import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { CallInput } from '../../../shared/bridge/contract.ts';
import { divisions } from '../../../shared/domain/statistics/tally.ts';
import { useCall } from '../../app/calls.ts';
import { recall, usePlace } from '../../app/place.ts';
import { Button, Empty, ErrorNotice, Field, PlaceHead, Skeleton } from '../../ui/index.ts';
import { codeList } from '../../words/codes.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { unitNames } from '../case/send/unit-names.ts';
import { Behind } from './Behind.tsx';
import type { Figure } from './figure.ts';
import { Funnel } from './Funnel.tsx';
import { divisionWord } from './milestone-words.ts';
import { daysOf, periods, type Period } from './period.ts';
import styles from './statistics.module.css';
import { StatisticsTable } from './StatisticsTable.tsx';

const Asked = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  force: z.string(),
  category: z.string(),
  channel: z.string(),
  division: z.enum(divisions),
});
type Asked = z.infer<typeof Asked>;

const today = () => new Date().toISOString().slice(0, 10);
const periodWord: Readonly<Record<Period, string>> = {
  this_year: t('This year'),
  last_year: t('Last year'),
  twelve_months: t('Twelve months'),
  all: t('All'),
};

/** What became of the reports, and how fast: the public's two questions, each figure with the cases behind it. */
export function StatisticsScreen() {
  const remember = usePlace((place) => place.remember);
  const [asked, setAsked] = useState<Asked>(
    () =>
      recall('statistics', Asked) ?? {
        ...daysOf('twelve_months', today()),
        force: '',
        category: '',
        channel: '',
        division: 'month',
      },
  );
  const [figure, setFigure] = useState<Figure | null>(null);
  const inOrder = asked.from <= asked.to && asked.from !== '';
  const wanted: CallInput<'statistics.read'> = {
    from: asked.from,
    to: asked.to,
    division: asked.division,
    ...(asked.force !== '' && { force: asked.force }),
    ...(asked.category !== '' && { category: asked.category }),
    ...(asked.channel !== '' && { channel: asked.channel }),
  };
  const read = useCall('statistics.read', wanted, { enabled: inOrder });
  const units = useCall('directory.units', {});
  const nameOfUnit = unitNames(units.value ?? []);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const change = (next: Partial<Asked>) => {
    const whole = { ...asked, ...next };
    setAsked(whole);
    setFigure(null);
    remember('statistics', whole);
  };
  return (
    <main className={styles.screen} aria-label={t('Figures')}>
      <PlaceHead>
        <h1>{t('Figures')}</h1>
        {read.value !== undefined && (
          <span className={styles.muted}>
            {t(
              'Counted on this workstation, out of {{cases}} that it holds. Figures for publication come from the hub.',
              {
                cases: counted(read.value.held, 'case'),
              },
            )}
          </span>
        )}
      </PlaceHead>
      <form className={styles.asked} data-pane="asked" onSubmit={(event) => event.preventDefault()}>
        <Choose
          label={t('Time')}
          own={first}
          value={
            periods.find(
              (one) => JSON.stringify(daysOf(one, today())) === JSON.stringify({ from: asked.from, to: asked.to }),
            ) ?? ''
          }
          choices={[['', t('From … to')], ...periods.map((one) => [one, periodWord[one]] as const)]}
          onChange={(period) => period !== '' && change(daysOf(period as Period, today()))}
        />
        <Field
          label={t('Received from')}
          type="date"
          value={asked.from}
          max={today()}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <Field
          label={t('to')}
          type="date"
          value={asked.to}
          max={today()}
          problem={inOrder ? null : t('The last day comes before the first.')}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <Choose
          label={t('Category')}
          value={asked.category}
          choices={[
            ['', t('All')],
            ...codeList('hotline_category').entries.map(({ code, label }) => [code, label] as const),
          ]}
          onChange={(category) => change({ category })}
        />
        <Choose
          label={t('Channel')}
          value={asked.channel}
          choices={[['', t('All')], ...codeList('channel').entries.map(({ code, label }) => [code, label] as const)]}
          onChange={(channel) => change({ channel })}
        />
        <Choose
          label={t('Divide by')}
          value={asked.division}
          choices={divisions.map((one) => [one, divisionWord[one]] as const)}
          onChange={(division) => change({ division: division as Asked['division'] })}
        />
      </form>
      <div className={styles.body}>
        {read.error !== null ? (
          <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read again')}</Button>} />
        ) : read.value === undefined ? (
          inOrder && <Skeleton rows={12} />
        ) : read.value.counts.received === 0 ? (
          <Empty title={t('No report was received in this time.')}>
            {t('Choose another time, or take a filter off.')}
          </Empty>
        ) : (
          <div className={styles.figures}>
            <Funnel figures={read.value} chosen={figure} onOpen={setFigure} />
            <StatisticsTable
              figures={read.value}
              division={asked.division}
              nameOfUnit={nameOfUnit}
              chosen={figure}
              onOpen={setFigure}
            />
          </div>
        )}
        {figure !== null && read.value !== undefined && (
          <Behind
            wanted={wanted}
            figure={figure}
            division={asked.division}
            nameOfUnit={nameOfUnit}
            onClose={() => setFigure(null)}
          />
        )}
      </div>
    </main>
  );
}

interface ChooseProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
  readonly own?: React.RefObject<HTMLSelectElement | null>;
}

function Choose({ label, value, choices, onChange, own }: ChooseProps) {
  return (
    <label className={styles.choose}>
      <span>{label}</span>
      <select ref={own} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
