import { useEffect, useRef, useState } from 'react';
import { FileKind, openingOf } from '../../../../shared/domain/file-kind.ts';
import { shownName } from '../../../../shared/bridge/shown-name.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { useCommand } from '../../../app/commands.ts';
import { useLayer } from '../../../app/layers.tsx';
import { Button, Skeleton } from '../../../ui/index.ts';
import { counted } from '../../../words/count.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { sizeInWords } from '../reading/visible-text.ts';
import styles from './attachments.module.css';
import { Description } from './Description.tsx';
import { FetchLine } from './FetchLine.tsx';
import { kindWords, neverNext, neverWords, pretends } from './file-words.ts';
import { OpenedFile } from './OpenedFile.tsx';
import { showInWindow } from './second-window.ts';
import { type Attached, useAttachments } from './use-attachment.ts';

/** What this page has opened since it was unlocked: whoever has seen a file once is not asked again. */
const seen = new Set<string>();

interface Props {
  readonly attachment: string;
  /** In the second window, which holds nothing else. */
  readonly alone?: boolean;
}

/** A file of the report, in Reading's place. `Esc` goes back to the text. */
export function AttachmentPane({ attachment, alone = false }: Props) {
  const { caseId, openAttachment } = useOpenCase();
  const { attached } = useAttachments();
  const pane = useRef<HTMLElement>(null);
  const close = useRef(() => openAttachment(null));
  const at = attached.findIndex(({ file }) => file.id === attachment);
  const here = attached[at];
  useLayer(!alone, close.current, false);
  useEffect(() => pane.current?.querySelector<HTMLElement>('[data-file]')?.focus(), []);
  const step = (by: number) => {
    const next = attached[(at + by + attached.length) % attached.length];
    if (next !== undefined) openAttachment(next.file.id);
  };
  useCommand('attachment.next', () => step(1), attached.length > 1);
  useCommand('attachment.previous', () => step(-1), attached.length > 1);
  const away = () =>
    void showInWindow({ caseId, attachment }, true).then((open) => {
      if (open) openAttachment(null);
    });
  useCommand('attachment.window', away, !alone);

  return (
    <section ref={pane} className={styles.pane} data-pane="reading" aria-label={t('File of the report')}>
      <header className={styles.head}>
        {alone ? (
          <Button variant="quiet" onClick={() => openAttachment(null)}>
            {t('Every file')}
          </Button>
        ) : (
          <Button variant="quiet" keys="Escape" onClick={() => openAttachment(null)}>
            {t('Text')}
          </Button>
        )}
        {here !== undefined && (
          <h2 className={styles.title}>
            <bdi>{shownName(here.file.filename)}</bdi>
          </h2>
        )}
        {attached.length > 1 && (
          <span className={styles.turnOver}>
            <Button variant="quiet" aria-label={t('Previous file')} onClick={() => step(-1)}>
              ‹
            </Button>
            <span className={styles.muted}>
              {t('{{at}} of {{attached}}', { at: at + 1, attached: attached.length })}
            </span>
            <Button variant="quiet" aria-label={t('Next file')} onClick={() => step(1)}>
              ›
            </Button>
          </span>
        )}
        {!alone && (
          <Button variant="quiet" keys="W" onClick={away} title={t('Open it in a window of its own')}>
            {t('Own window')}
          </Button>
        )}
      </header>
      {here === undefined ? (
        <p className={styles.body} tabIndex={-1} data-file>
          {t('This file is not there any more.')}
        </p>
      ) : (
        <div className={styles.body} tabIndex={-1} data-file data-keys="attachment">
          <FileFacts {...here} />
          <Content {...here} />
          <Description {...here} />
        </div>
      )}
    </section>
  );
}

function FileFacts({ file, state }: Attached) {
  const { kind = null } = state ?? {};
  return (
    <p className={styles.facts}>
      {kind === null ? t('said to be {{shownName}}', { shownName: shownName(file.mediaType) }) : kindWords(kind)},{' '}
      {sizeInWords(file.size)}
      {state !== undefined && state.viewings > 0 && `, ${t('opened here {{times}}', { times: times(state.viewings) })}`}
      <span translate="no" className="mono" title={t('SHA-256 of the file')}>
        {file.sha256.slice(0, 16)}…
      </span>
      {kind !== null && pretends(file.filename, kind) && (
        <strong className={styles.warning}>{t('Its name says something else than it is.')}</strong>
      )}
    </p>
  );
}

const times = (n: number) => (n === 1 ? t('once') : n === 2 ? t('twice') : counted(n, 'time'));

/** What stands there instead of the file, or the file itself. */
function Content({ file, state, words }: Attached) {
  const { caseId } = useOpenCase();
  const name = { caseId, attachment: file.id };
  const key = `${caseId} ${file.id}`;
  const [wanted, setWanted] = useState(() => seen.has(key));
  const described = words.descriptions.at(-1);
  const opens = state?.state === 'here' && openingOf(state.kind ?? 'unknown') !== 'never';
  const showing = opens && !state.closedPage && (wanted || seen.has(key) || described === undefined);
  useEffect(() => {
    if (!showing || seen.has(key)) return;
    seen.add(key);
    void call('attachment.viewed', { caseId, attachment: file.id }).then(() => askAgain('attachment.list'));
  }, [showing, key, caseId, file.id]);

  if (state === undefined) return <Skeleton rows={6} />;
  if (state.state !== 'here')
    return (
      <div className={styles.notice}>
        <FetchLine file={file} state={state} full />
      </div>
    );
  const kind = FileKind.parse(state.kind ?? 'unknown');
  if (!opens)
    return (
      <div className={styles.notice}>
        <p className={styles.strong}>{t('This file is not opened.')}</p>
        <p>{neverWords(kind)}</p>
        <p>{neverNext}</p>
        <p className={styles.sha}>
          {t('SHA-256')}{' '}
          <span translate="no" className="mono">
            {file.sha256}
          </span>
        </p>
      </div>
    );
  if (state.closedPage)
    return (
      <div className={styles.notice} role="alert">
        <p className={styles.strong}>{t('This file closed the page; it is not opened again by itself.')}</p>
        <p>
          {t('The page fell over, or was closed, while it was being decoded. Everything that you had written is kept.')}
        </p>
        <p>
          {t(
            'A file can be made to do this. If you open it again and it happens again, leave it closed and tell your administrator.',
          )}
        </p>
        <Button
          onClick={async () => {
            await call('attachment.decoding', { ...name, now: 'forget' });
            setWanted(true);
            askAgain('attachment.list');
          }}
        >
          {t('Open it all the same')}
        </Button>
      </div>
    );
  if (!showing && described !== undefined)
    return (
      <div className={styles.notice}>
        <p className={styles.strong}>{t('Somebody has looked at this, so that you need not:')}</p>
        <p>{t('What it shows stands below.')}</p>
        <Button onClick={() => setWanted(true)}>{t('Open anyway')}</Button>
      </div>
    );
  return <OpenedFile file={file} kind={kind} words={words} />;
}
