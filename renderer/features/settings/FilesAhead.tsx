import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { ErrorNotice, RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';

const choices = [
  { value: '0', label: t('None') },
  { value: '10', label: t('Up to 10 MB') },
  { value: '50', label: t('Up to 50 MB') },
  { value: '200', label: t('Up to 200 MB') },
] as const;

/** Which files of open cases come to this workstation before anybody opens them, so that they open offline. */
export function FilesAhead() {
  const ahead = useCall('attachment.ahead', {});
  const [error, setError] = useState<CallError | null>(null);
  return (
    <>
      <RadioKeys
        label={t('Files fetched before they are opened')}
        value={ahead.value === undefined ? null : String(ahead.value.mib)}
        choices={choices}
        onChange={(value) =>
          void call('attachment.setAhead', { mib: Number(value) }).then((answer) => {
            setError(answer.ok ? null : answer.error);
            askAgain('attachment.ahead');
          })
        }
      />
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
