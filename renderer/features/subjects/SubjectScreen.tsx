import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { SubjectFound, SubjectPassage } from '../../../shared/bridge/subjects.ts';
import { call } from '../../app/bridge.ts';
import { announce, Button, Dialog, Empty, ErrorNotice, Field, PlaceHead } from '../../ui/index.ts';
import { count, counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { FileForm } from '../audit/FileForm.tsx';
import { NotLooked } from './NotLooked.tsx';
import { Passage } from './Passage.tsx';
import styles from './subjects.module.css';

/** Passages shown at a time. */
const PAGE = 50;

/** Everything that is held about a named person, over all cases in reach. What is found is forgotten with the screen. */
export function SubjectScreen() {
  const [name, setName] = useState('');
  const [collarNumber, setCollarNumber] = useState('');
  const [found, setFound] = useState<SubjectFound | null>(null);
  const [passages, setPassages] = useState<readonly SubjectPassage[]>([]);
  const [from, setFrom] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [exporting, setExporting] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLOListElement>(null);
  useEffect(() => first.current?.focus(), []);

  const page = async (list: string, at: number) => {
    const answer = await call('subject.slice', { list, from: at, to: at + PAGE });
    if (!answer.ok) return setError(answer.error);
    setFrom(at);
    setPassages(answer.value);
    requestAnimationFrame(() => results.current?.focus());
  };
  const search = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    setFound(null);
    setPassages([]);
    const answer = await call('subject.search', { name: name.trim(), collarNumber: collarNumber.trim() });
    setBusy(false);
    // It was stopped by the person, who knows.
    if (!answer.ok) return answer.error.code === 'superseded' ? undefined : setError(answer.error);
    setFound(answer.value);
    announce(t('{{n}} passages found.', { n: count(answer.value.passages) }));
    if (answer.value.passages > 0) await page(answer.value.list, 0);
  };
  const uncover = async (n: number) => {
    if (found === null) return;
    const answer = await call('subject.uncover', { list: found.list, n });
    if (!answer.ok) return setError(answer.error);
    setPassages((before) => before.map((one) => (one.n === n ? answer.value : one)));
  };
  const listed = Math.min(found?.passages ?? 0, 5000);
  return (
    <main className={styles.screen} aria-label={t('What is held about a person')}>
      <PlaceHead>
        <h1>{t('What is held about a person')}</h1>
        <span className={styles.muted}>
          {t('Every word of every case that you may read, for an answer to whoever asks what is held about them.')}
        </span>
      </PlaceHead>
      <form className={styles.asked} role="search" data-pane="asked" onSubmit={(event) => void search(event)}>
        <Field
          ref={first}
          label={t('Name')}
          dir="auto"
          maxLength={200}
          autoComplete="off"
          value={name}
          hint={t('Given names first, or “surname, given names”')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label={t('Collar number')}
          mono
          maxLength={40}
          autoComplete="off"
          value={collarNumber}
          onChange={(event) => setCollarNumber(event.currentTarget.value)}
        />
        <Button variant="main" submit disabled={busy || (name.trim() === '' && collarNumber.trim() === '')}>
          {busy ? t('Looking…') : t('Look')}
        </Button>
        {busy && <Button onClick={() => void call('subject.cancel', {})}>{t('Stop')}</Button>}
      </form>
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.body}>
        {found === null ? (
          !busy && (
            <Empty title={t('Nobody has been looked for yet.')}>
              {t(
                'Other spellings, initials and a surname alone are found, too, and said to be that. The journal keeps that you looked, and never for whom.',
              )}
            </Empty>
          )
        ) : (
          <>
            <div className={styles.summary}>
              <p role="status">
                {found.passages === 0
                  ? t('Nothing that is held here names them.')
                  : t('{{passages}} in {{cases}}.', {
                      passages: counted(found.passages, 'passage'),
                      cases: counted(found.cases, 'case'),
                    })}{' '}
                {found.more && t('The first {{n}} are listed: narrow it by a given name.', { n: count(listed) })}
              </p>
              <NotLooked found={found} />
              <Button onClick={() => setExporting(true)} disabled={found.passages === 0}>
                {t('Export…')}
              </Button>
            </div>
            <ol
              ref={results}
              tabIndex={-1}
              start={from + 1}
              className={styles.passages}
              data-pane="passages"
              aria-label={t('Passages')}
            >
              {passages.map((passage) => (
                <Passage key={passage.n} passage={passage} onUncover={() => void uncover(passage.n)} />
              ))}
            </ol>
            {listed > PAGE && (
              <p className={styles.pages}>
                <Button disabled={from === 0} onClick={() => void page(found.list, from - PAGE)}>
                  {t('Earlier')}
                </Button>
                {t('{{from}} to {{to}} of {{all}}', {
                  from: count(from + 1),
                  to: count(from + passages.length),
                  all: count(listed),
                })}
                <Button disabled={from + PAGE >= listed} onClick={() => void page(found.list, from + PAGE)}>
                  {t('More')}
                </Button>
              </p>
            )}
          </>
        )}
      </div>
      <Dialog open={exporting} onClose={() => setExporting(false)} title={t('Export what was found')}>
        {found !== null && (
          <FileForm
            label={t('Export what was found')}
            ask={(taking) => call('subject.export', { list: found.list, ...taking })}
          >
            {t(
              'As it stands: what you have not uncovered stays covered in the file. Marks of reporter clues stay here.',
            )}
          </FileForm>
        )}
      </Dialog>
    </main>
  );
}
