import { useCallback, useState } from 'react';
import type { Me } from '../../../../shared/bridge/session.ts';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { useCommand } from '../../../app/commands.ts';
import { usePolicy } from '../../../app/CoverPolicy.ts';
import { Dialog } from '../../../ui/index.ts';
import type { CaseRead } from '../open-case.ts';
import { ExportForm } from './ExportForm.tsx';
import { PrintForm } from './PrintForm.tsx';
import { t } from '../../../words/t.ts';
import { holds } from '../../../../shared/domain/standing.ts';

interface Props {
  readonly caseId: string;
  readonly read: CaseRead;
  readonly file: CaseFile;
  readonly me: Me;
}

/**
 * The two ways out for a case, offered to whoever may take them; the vault decides again. A case whose conflict screen is
 * not passed has no file, and so does not come here.
 */
export function TakingOut({ caseId, read, file, me }: Props) {
  const [open, setOpen] = useState<'print' | 'export' | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const policy = usePolicy();
  const unit = file.received?.unit;
  const may = unit !== undefined && holds(me, unit, 'supervisor');
  const print = may && (policy?.allowPrint ?? false);
  const copy = may && (policy?.allowExport ?? false);
  useCommand('global.print', () => setOpen('print'), print);
  useCommand('global.export', () => setOpen('export'), copy);
  const { reference } = read.row;
  return (
    <>
      <Dialog open={open === 'print'} onClose={close} title={t('Print case {{reference}}', { reference })} width={560}>
        {open === 'print' && <PrintForm caseId={caseId} mayCopy={copy} />}
      </Dialog>
      <Dialog
        open={open === 'export'}
        onClose={close}
        title={t('Save an encrypted copy of case {{reference}}', { reference })}
        width={560}
      >
        {open === 'export' && <ExportForm caseId={caseId} />}
      </Dialog>
    </>
  );
}
