import { useCallback, useState } from 'react';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Dialog } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { ApartAnswer } from './ApartAnswer.tsx';
import { ApartLine } from './ApartLine.tsx';
import { ApartForm } from './ApartForm.tsx';
import { TransferForm } from './TransferForm.tsx';

interface Props {
  readonly caseId: string;
  readonly reference: string;
}

/** The two ways on for a case that is in the wrong hands, offered to whoever may send it; the vault decides again. */
export function Moving({ caseId, reference }: Props) {
  const [open, setOpen] = useState<'apart' | 'transfer' | null>(null);
  const moving = useCall('moving.read', { caseId }).value ?? null;
  const go = usePlace((place) => place.go);
  const close = useCallback(() => setOpen(null), []);
  const gone = useCallback(() => {
    setOpen(null);
    go({ screen: 'desk' });
  }, [go]);
  const request = moving?.request ?? null;
  useCommand('global.setApart', () => setOpen('apart'), moving?.mayAsk === true || request?.mayAnswer === true);
  useCommand('global.transfer', () => setOpen('transfer'), moving !== null && moving.units.length > 0);
  return (
    <>
      {moving !== null && <ApartLine caseId={caseId} moving={moving} onAnswer={() => setOpen('apart')} />}
      <Dialog
        open={open === 'apart'}
        onClose={close}
        title={t('Set case {{reference}} apart', { reference })}
        width={600}
      >
        {open === 'apart' && moving !== null && request?.mayAnswer === true && (
          <ApartAnswer
            caseId={caseId}
            reference={reference}
            moving={moving}
            request={request}
            onMoved={gone}
            onDone={close}
          />
        )}
        {open === 'apart' && moving?.mayAsk === true && <ApartForm caseId={caseId} moving={moving} onDone={close} />}
      </Dialog>
      <Dialog
        open={open === 'transfer'}
        onClose={close}
        title={t('Transfer case {{reference}} to another unit', { reference })}
        width={600}
      >
        {open === 'transfer' && moving !== null && (
          <TransferForm caseId={caseId} reference={reference} moving={moving} onMoved={gone} />
        )}
      </Dialog>
    </>
  );
}
