import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { readSearch } from '../../../../shared/domain/search/query.ts';
import { useCall } from '../../../app/calls.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce, Button } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useViewKey, useViewPlace } from '../../desk/desk-place.ts';
import { hitPlaceName } from '../../desk/hit-place.ts';
import { faultWords } from '../../desk/search-fault.ts';
import { useOpenCase } from '../open-case.ts';
import { wantedBy } from '../reading/hits.ts';
import { around, hitsOfCase } from './case-hits.ts';
import { openPlaceOf } from './go-to-hit.ts';
import { useHitPlace } from './hit-place.ts';
import styles from './hits.module.css';
import { markHere, useHitMarks } from './use-hit-marks.ts';
import { whenShown } from './when-shown.ts';

/**
 * The hits of a search in the open case, gone through by `F3` and `Shift+F3` wherever they stand: narrative, notes, files,
 * answers, rationale. The Desk's search until one of one's own is typed after `Ctrl+F`.
 */
export function HitLine() {
  const open = useOpenCase();
  const { caseId, file, focusReading } = open;
  const desk = useViewPlace(useViewKey());
  const own = useHitPlace((place) => place.own);
  const [hidden, setHidden] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => () => useHitPlace.setState({ own: null, inNarrative: null, inFile: null }), []);
  const search = own ?? desk.search;
  const typing = own !== null || desk.typing;
  const wanted = useMemo(() => wantedBy(search, typing), [search, typing]);
  const files = (file.report?.attachments.length ?? 0) > 0;
  const asked = files && wanted.length > 0;
  const inFiles = useCall('attachment.hits', { caseId, search, typing }, { enabled: asked });
  const hits = useMemo(() => hitsOfCase(file, inFiles.value ?? [], wanted), [file, inFiles.value, wanted]);
  const here = at === null ? undefined : hits[at];
  useHitMarks(wanted);

  const searchFor = (words: string) => {
    useHitPlace.setState({ own: words, inNarrative: null, inFile: null });
    setAt(null);
    markHere(null);
  };
  const stopWaiting = useRef<() => void>(() => undefined);
  useEffect(() => () => stopWaiting.current(), []);
  const goTo = (index: number) => {
    const hit = hits[index];
    if (hit === undefined) return;
    stopWaiting.current();
    setAt(index);
    setHidden(false);
    markHere(null);
    announce(
      t('Hit {{at}} of {{all}}, {{place}}: {{words}}', {
        at: index + 1,
        all: hits.length,
        place: hitPlaceName(hit.place),
        words: around(hit).join(''),
      }),
    );
    const where = openPlaceOf(hit, open);
    if (where !== null) stopWaiting.current = whenShown(where, hit, markHere);
  };
  const step = (by: 1 | -1) => goTo(((at ?? (by === 1 ? -1 : 0)) + by + hits.length) % hits.length);
  useCommand('reading.nextHit', () => step(1), hits.length > 0);
  useCommand('reading.previousHit', () => step(-1), hits.length > 0);
  useCommand('global.search', () => {
    if (own === null) searchFor('');
    requestAnimationFrame(() => field.current?.select());
    field.current?.focus();
  });

  // Opened from a hit of the Desk: its first is the one that the Desk showed.
  const landing = useHitPlace((place) => place.landing === caseId);
  const all = !asked || inFiles.value !== undefined || inFiles.error !== null;
  const goToFirst = useRef(() => goTo(0));
  useEffect(() => {
    goToFirst.current = () => goTo(0);
  });
  useEffect(() => {
    if (!landing || (hits.length === 0 && !all)) return undefined;
    // With the next frame: the case around this line has declared its own commands by then.
    const frame = requestAnimationFrame(() => {
      useHitPlace.setState({ landing: null });
      if (hits.length > 0) goToFirst.current();
    });
    return () => cancelAnimationFrame(frame);
  }, [landing, hits, all]);

  const close = () => {
    stopWaiting.current();
    useHitPlace.setState({ own: null, inNarrative: null, inFile: null });
    setAt(null);
    markHere(null);
    setHidden(true);
    focusReading();
  };
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && hits.length > 0) step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };
  if (own === null && (hidden || hits.length === 0)) return null;
  const read = readSearch(search, typing);
  const [before, words, behind] = here === undefined ? ['', '', ''] : around(here);
  return (
    <div className={styles.line} role="search" aria-label={t('Search in this case')} data-hit-line>
      {own === null ? (
        <span className={`foreign ${styles.sought}`} dir="auto">
          {search}
        </span>
      ) : (
        <input
          ref={field}
          type="text"
          dir="auto"
          maxLength={400}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          className={styles.field}
          aria-label={t('Words to find in this case')}
          placeholder={t('Find in this case')}
          value={own}
          onChange={(event) => {
            searchFor(event.currentTarget.value);
          }}
          onKeyDown={hear}
        />
      )}
      <span className={styles.count} role={own === null ? undefined : 'status'}>
        {!read.ok
          ? faultWords(read.fault).what
          : at !== null
            ? t('{{at}} of {{all}}', { at: at + 1, all: hits.length })
            : search.trim() === ''
              ? ''
              : t('hits: {{all}}', { all: hits.length })}
      </span>
      {here !== undefined && (
        <span className={styles.words} dir="auto">
          <strong>{hitPlaceName(here.place)}</strong> {before}
          <mark>{words}</mark>
          {behind}
        </span>
      )}
      <span className={styles.space} />
      <Button variant="quiet" keys="F3" disabled={hits.length === 0} onClick={() => step(1)}>
        {t('Next hit')}
      </Button>
      <Button variant="quiet" keys="Shift+F3" disabled={hits.length === 0} onClick={() => step(-1)}>
        {t('Previous hit')}
      </Button>
      <Button
        variant="quiet"
        aria-label={t('Close the search')}
        icon={<X size={14} aria-hidden="true" />}
        onClick={close}
      />
    </div>
  );
}
