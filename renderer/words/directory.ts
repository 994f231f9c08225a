import type { DirectoryNotice } from '../../shared/bridge/session.ts';
import { counted } from './count.ts';
import { eventName } from './labels.ts';
import { absolute } from './time.ts';
import { t } from './t.ts';

const standing: Record<DirectoryNotice['standing'], string> = {
  vouched: t('The keyring has vouched for it.'),
  not_vouched: t(
    'The keyring has not vouched for it yet: nothing is sealed to it, and what it signs counts as not verified.',
  ),
  withdrawn: t('It was withdrawn since.'),
};

/** What to do, where there is something to do. */
function next({ kind, mine, standing: now }: DirectoryNotice): string {
  if (kind === 'id_taken')
    return t('That never happens by chance. Tell your security officer now; the journal has it.');
  if (kind === 'access_withdrawn') return t('Ask your supervisor if that is a mistake.');
  if (kind !== 'device_added') return t('Tell an officer of the keyring.');
  if (now === 'withdrawn' || (now === 'vouched' && !mine)) return '';
  return mine
    ? t('If it is not yours, tell an officer of the keyring now.')
    : t('If nobody was expected, ask an officer of the keyring.');
}

/** `A new workstation was added for T. Person on 20 Nov 2026.` with how it stands and what to do. */
export function noticeWords(notice: DirectoryNotice, now: number): { what: string; stands: string; next: string } {
  const on = absolute(notice.at, now);
  if (notice.kind === 'foreign_keyring')
    return {
      what: t('Something in the hub’s directory claims to be the keyring’s and is not, {{on}}.', { on }),
      stands: t('It was not used: no key of its making is trusted here.'),
      next: next(notice),
    };
  if (notice.kind === 'directory_differs')
    return {
      what: t('The hub shows another directory here than it showed to the officers of the keyring, {{on}}.', { on }),
      stands: t('Nothing more is taken in from the hub: somebody may have been hidden from you, or you from them.'),
      next: next(notice),
    };
  if (notice.kind === 'id_taken') {
    const name = notice.entry === null ? t('An entry') : eventName(notice.entry.type);
    const reference = notice.entry?.reference ?? '';
    const what = reference === '' ? name : `${name} · ${reference}`;
    return {
      what: t('The id of an entry that you signed belongs to another entry: {{what}}, {{on}}.', { what, on }),
      stands: notice.entry?.signedAnew
        ? t('Yours was signed again under an id of its own, with every word, and goes out like any other.')
        : t('Yours waits here, with every word, and so does what you signed after it.'),
      next: next(notice),
    };
  }
  if (notice.gone !== null) {
    const { unit, cases } = notice.gone;
    return {
      what:
        unit === null
          ? t('Your access to referrals was withdrawn, {{on}}.', { on })
          : t('Your access to the desk {{unit}} was withdrawn, {{on}}.', { unit, on }),
      stands: t('{{cases}} removed from this workstation. What you signed and had not sent is kept for a supervisor.', {
        cases: counted(cases, 'case'),
      }),
      next: next(notice),
    };
  }
  const whose = notice.mine
    ? t('in your name')
    : t('for {{name}}', { name: notice.name ?? t('somebody whom the directory does not name') });
  return {
    what: t('A new workstation was added {{whose}}, {{on}}.', { whose, on }),
    stands: standing[notice.standing],
    next: next(notice),
  };
}

const needsLook = ({ kind, standing: now, mine }: DirectoryNotice) =>
  kind !== 'device_added' || now === 'not_vouched' || (mine && now === 'vouched');

/** For the status bar: `1 new workstation to look at`; null when nothing needs a look. */
export function noticesInShort(notices: readonly DirectoryNotice[]): string | null {
  const waiting = notices.filter(needsLook);
  if (waiting.length === 0) return null;
  if (waiting.some(({ kind }) => kind === 'directory_differs')) return t('The hub shows two directories');
  if (waiting.some(({ kind }) => kind === 'id_taken')) return t('The id of your entry was taken');
  if (waiting.some(({ kind }) => kind === 'foreign_keyring')) return t('A false keyring in the directory');
  const added = waiting.filter(({ kind }) => kind === 'device_added').length;
  return added === 0
    ? t('Access withdrawn')
    : t('{{newWorkstations}} to look at', { newWorkstations: counted(added, 'new workstation') });
}
