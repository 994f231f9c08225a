import { useCall } from '../../app/calls.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';

/** What two people read to each other to find out whether the hub shows both the same directory: rows of a `dl`. */
export function DirectoryHead() {
  const head = useCall('directory.head', {}).value;
  if (head === undefined || head === null) return null;
  return (
    <>
      <dt>{t('Directory')}</dt>
      <dd>
        <span className="mono" translate="no">
          {head.code}
        </span>
        <br />
        {t('{{entries}}. A colleague with as many entries who reads another code is shown another directory.', {
          entries: counted(head.entries, 'entry', 'entries'),
        })}
      </dd>
    </>
  );
}
