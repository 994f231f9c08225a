import { useEffect, useState } from 'react';
import { type FileKind, openingOf } from '../../../../shared/domain/file-kind.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { useCommand } from '../../../app/commands.ts';
import { Button, ErrorNotice, Skeleton } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import styles from './attachments.module.css';
import { Flaw } from './Flaw.tsx';
import type { ViewProps } from './view-props.ts';
import { decoding, readBytes } from './read-file.ts';
import { t } from '../../../words/t.ts';

/** Bytes of a recording: all of it lies in the page's memory, for nothing of it may lie on the disk. */
const MOST_BYTES = 400 * 2 ** 20;

const types: Partial<Record<FileKind, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/** A recording: muted and still at first, a film blurred too. Nothing plays by itself. */
export function MediaView({ file, kind }: ViewProps) {
  const { caseId } = useOpenCase();
  const [address, setAddress] = useState<string | null>(null);
  const [flaw, setFlaw] = useState<string | null>(file.size > MOST_BYTES ? 'too_large' : null);
  const [error, setError] = useState<CallError | null>(null);
  const [blurred, setBlurred] = useState(true);
  const film = openingOf(kind) === 'film';
  useEffect(() => {
    if (file.size > MOST_BYTES) return undefined;
    let gone = false;
    let made: string | null = null;
    const open = async () => {
      const read = await readBytes({ caseId, attachment: file.id }, 0, file.size);
      if (gone) return;
      if (!read.ok) return setError(read.error);
      made = URL.createObjectURL(new Blob([read.bytes], { type: types[kind] ?? '' }));
      setAddress(made);
    };
    void open();
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [caseId, file.id, file.size, kind]);
  useCommand('attachment.reveal', () => setBlurred(!blurred), film);

  if (error !== null) return <ErrorNotice error={error} />;
  if (flaw !== null) return <Flaw code={flaw} sha256={file.sha256} />;
  if (address === null) return <Skeleton rows={3} />;
  return (
    <div className={styles.view}>
      {film && (
        <div role="toolbar" aria-label={t('View')} className={styles.bar}>
          <Button keys="B" aria-pressed={!blurred} onClick={() => setBlurred(!blurred)}>
            {blurred ? t('Show') : t('Blur')}
          </Button>
        </div>
      )}
      <Player address={address} film={film} blurred={blurred} name={{ caseId, attachment: file.id }} onFlaw={setFlaw} />
      <p className={styles.small}>{t('Muted at first; nothing plays by itself. Switch the sound on in the player.')}</p>
    </div>
  );
}

interface PlayerProps {
  readonly address: string;
  readonly film: boolean;
  readonly blurred: boolean;
  readonly name: { readonly caseId: string; readonly attachment: string };
  readonly onFlaw: (code: string) => void;
}

function Player({ address, film, blurred, name, onFlaw }: PlayerProps) {
  const [tell, setTell] = useState<(() => void) | null>(null);
  const { caseId, attachment } = name;
  // Between these two the decoder has read the beginning of the file, or has fallen over it.
  useEffect(() => {
    let settle = () => {};
    void decoding({ caseId, attachment }, () => new Promise<void>((resolve) => (settle = resolve)));
    setTell(() => () => settle());
    return () => settle();
  }, [caseId, attachment]);
  const heard = {
    src: address,
    controls: true,
    muted: true,
    autoPlay: false,
    preload: 'metadata',
    controlsList: 'nodownload noremoteplayback',
    disableRemotePlayback: true,
    onLoadedMetadata: () => tell?.(),
    onError: () => {
      tell?.();
      onFlaw('media_damaged');
    },
  } as const;
  return film ? (
    <video {...heard} disablePictureInPicture className={styles.film} data-blurred={blurred} aria-label={t('Film')} />
  ) : (
    <audio {...heard} className={styles.sound} aria-label={t('Recording')} />
  );
}
