import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AuditCheck } from '../../../shared/bridge/audit.ts';
import { AuditFilter } from '../../../shared/bridge/audit.ts';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { useLayer } from '../../app/layers.tsx';
import { recall, usePlace } from '../../app/place.ts';
import { announce, Button, Dialog, Empty, ErrorNotice, PlaceHead, Skeleton } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { unitNames } from '../case/send/unit-names.ts';
import { logWord, workstationWord } from './audit-words.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import styles from './audit.module.css';
import { CheckedLogs } from './CheckedLogs.tsx';
import { EntryDepth } from './EntryDepth.tsx';
import { FileForm } from './FileForm.tsx';
import { useAuditList } from './use-audit-list.ts';

/** What stands beside the list. */
type Beside =
  { readonly kind: 'entry'; readonly event: string } | { readonly kind: 'check'; readonly checked: AuditCheck };

/** Who did what with which case, in the shape of the Data Protection Act 2018 s.62. `reference`: that case's alone at first. */
export function AuditScreen({ reference }: { readonly reference: string | null }) {
  const remember = usePlace((place) => place.remember);
  const [filter, setFilter] = useState<AuditFilter>(() =>
    reference === null ? (recall('audit', AuditFilter) ?? {}) : { reference },
  );
  const inOrder = filter.from === undefined || filter.to === undefined || filter.from <= filter.to;
  const { opened, error, renew, show } = useAuditList(filter, inOrder);
  const names = useCall('audit.names', {}).value;
  const units = useCall('directory.units', {}).value;
  const [cursor, setCursor] = useState(0);
  const [beside, setBeside] = useState<Beside | null>(null);
  const [checking, setChecking] = useState(false);
  const [checkError, setCheckError] = useState<CallError | null>(null);
  const [exporting, setExporting] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLSelectElement>(null);
  const slices = opened?.slices;
  const total = slices?.total ?? 0;
  const at = Math.min(cursor, Math.max(0, total - 1));

  const logName = useMemo(() => {
    const unitName = unitNames(units ?? []);
    const deviceName = (device: string) => {
      const found = names?.devices.find((one) => one.device === device);
      return `${workstationWord(device)}${found === undefined ? '' : ` · ${found.name}`}`;
    };
    return (compartment: string) => logWord(compartment, unitName, deviceName);
  }, [units, names]);
  const change = (next: AuditFilter) => {
    setFilter(next);
    setCursor(0);
    setBeside(null);
    remember('audit', JSON.parse(JSON.stringify(next)) as Record<string, string>);
  };
  const open = (index: number) => {
    const line = slices?.rowAt(index);
    if (line !== undefined) setBeside({ kind: 'entry', event: line.event });
  };
  const close = useCallback(() => {
    setBeside(null);
    grid.current?.focus();
  }, []);
  useLayer(beside !== null, close, false);
  const check = async () => {
    if (opened === null || checking) return;
    setChecking(true);
    setCheckError(null);
    const answer = await call('audit.check', { list: opened.list });
    setChecking(false);
    if (!answer.ok) return setCheckError(answer.error);
    setBeside({ kind: 'check', checked: answer.value });
    announce(t('The check is done.'));
  };

  // The entries take the focus as soon as there are any; without them the filters do.
  const has = total > 0;
  useEffect(() => {
    if (has) grid.current?.focus();
    else first.current?.focus();
  }, [has]);
  useCommand('audit.open', () => open(at), total > 0);
  useCommand('audit.filter', () => first.current?.focus());
  useCommand('audit.check', () => void check(), total > 0);
  useCommand('audit.export', () => setExporting(true), total > 0);
  const filtered = Object.keys(filter).length > 0;
  return (
    <main className={styles.screen} aria-label={t('Audit')}>
      <PlaceHead>
        <h1>{t('Audit')}</h1>
        <span className={styles.summary} role="status">
          {opened !== null &&
            (opened.behind > 0
              ? t('{{entries}} so far; {{behind}} are still being entered.', {
                  entries: counted(total, 'entry', 'entries'),
                  behind: counted(opened.behind, 'event'),
                })
              : opened.reach === 'all'
                ? t('{{entries}}, out of every journal and every desk. Headers alone: no word of any report is here.', {
                    entries: counted(total, 'entry', 'entries'),
                  })
                : t(
                    '{{entries}} of the cases of your unit and of your own journal. Who read a case stands in the journals, which auditors read.',
                    { entries: counted(total, 'entry', 'entries') },
                  ))}
        </span>
        <Button onClick={() => void check()} disabled={total === 0 || checking}>
          {checking ? t('Checking…') : t('Check against the hub')}
        </Button>
        <Button onClick={() => setExporting(true)} disabled={total === 0}>
          {t('Export…')}
        </Button>
      </PlaceHead>
      <AuditFilters ref={first} filter={filter} names={names} inOrder={inOrder} onChange={change} />
      {checkError !== null && <ErrorNotice error={checkError} />}
      <div className={styles.body}>
        {error !== null ? (
          <div className={styles.failed}>
            <ErrorNotice error={error} action={<Button onClick={renew}>{t('Read again')}</Button>} />
          </div>
        ) : slices === undefined ? (
          inOrder && <Skeleton rows={12} />
        ) : total === 0 ? (
          <Empty
            title={filtered ? t('No entry fits these filters.') : t('Nothing has been entered yet.')}
            action={filtered && <Button onClick={() => change({})}>{t('Take all filters off')}</Button>}
          >
            {filtered
              ? t('A reference is looked for whole, as the charity wrote it.')
              : t('Journals and logs come by sync; what they hold is listed here.')}
          </Empty>
        ) : (
          <AuditTable ref={grid} slices={slices} cursor={at} onCursor={setCursor} onOpen={open} onShow={show} />
        )}
        {beside?.kind === 'entry' && <EntryDepth event={beside.event} logName={logName} onClose={close} />}
        {beside?.kind === 'check' && <CheckedLogs checked={beside.checked} logName={logName} onClose={close} />}
      </div>
      <Dialog open={exporting} onClose={() => setExporting(false)} title={t('Export the audit')}>
        <FileForm label={t('Export the audit')} ask={(taking) => call('audit.export', { filter, ...taking })}>
          {t(
            'The entries that are listed now, with the hub’s checkpoints, signed by this workstation. Anybody can check the file without Candour: npm run audit -- verify.',
          )}
        </FileForm>
      </Dialog>
    </main>
  );
}
