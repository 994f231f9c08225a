import { bundleHandlers, enrolmentHandlers, type EnrolmentCall } from './bundle-handlers.ts';
import { isValidOn } from '../../../shared/domain/codes.ts';
import type { CallName, CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import type { Session } from '../session/session.ts';
import { strengthOf } from '../session/passphrase.ts';
import { lookAtBackup } from '../backup/look.ts';
import { assessHandlers } from './assess-handlers.ts';
import { attachmentHandlers } from './attachment-handlers.ts';
import { supervisionHandlers } from './supervision-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import { duesHandlers } from './dues-handlers.ts';
import { dangerHandlers } from './danger-handlers.ts';
import { done, failed, type Done } from './failure.ts';
import { knowingHandlers } from './knowing-handlers.ts';
import { movingHandlers } from './moving-handlers.ts';
import { recordsHandlers } from './records-handlers.ts';
import { readersHandlers } from './readers-handlers.ts';
import { subjectHandlers } from './subject-handlers.ts';
import { vaultHandlers } from './vault-handlers.ts';

type Handler<N extends CallName> = (input: ParsedInput<N>) => Promise<Done<CallOutput<N>>>;
type Handlers<N extends CallName> = { readonly [Name in N]: Handler<Name> };

/** All that is answered before the vault is open. */
export type LockedCall =
  | 'session.state'
  | 'session.setUp'
  | 'session.unlock'
  | 'session.strength'
  | 'session.signInCancel'
  | 'restore.look'
  | 'restore.find'
  | 'restore.begin'
  | 'vault.openReadOnly'
  | EnrolmentCall;

export const lockedHandlers = (session: Session): Handlers<LockedCall> => ({
  'session.state': async () => done(session.state()),
  'session.setUp': (input) => session.setUp(input),
  'session.unlock': ({ passphrase }) => session.unlock(passphrase),
  'session.strength': async ({ passphrase }) => done(await strengthOf(passphrase)),
  'session.signInCancel': async () => {
    session.signIn.cancel();
    return done({});
  },
  'restore.look': async ({ path }) => {
    const looked = lookAtBackup(path);
    if (!looked.ok) return failed('not_a_backup', { reason: looked.reason });
    const { name, madeAt, bytes } = looked;
    return done({ name, madeAt, bytes });
  },
  'restore.find': ({ source, passphrase }) => session.find(source, passphrase),
  'restore.begin': (input) => session.restore(input),
  'vault.openReadOnly': ({ passphrase }) => session.openReadOnly(passphrase),
  ...enrolmentHandlers(session),
});

/** What an open vault's keys are asked for. */
type KeyCall = 'session.changePassphrase' | 'session.rekey';
const keyHandlers = (session: Session): Handlers<KeyCall> => ({
  'session.changePassphrase': (input) => session.changePassphrase(input),
  'session.rekey': ({ passphrase }) => session.rekey(passphrase),
});

type OpenCall = Exclude<CallName, LockedCall>;

/** Every other call, over an open vault: what is read goes to the reader thread, what is written to the writer. */
export function openHandlers(opened: Session, vault: OpenVault): Handlers<OpenCall> {
  const { reader, writer, holds, consultations } = vault;
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);

  const session: Handlers<
    Exclude<Extract<OpenCall, `${'session' | 'sync' | 'directory' | 'place'}.${string}`>, KeyCall>
  > = {
    'session.signIn': () => opened.signIn.begin(),
    'session.me': async () => done({ ...(await reader.call('session.me', undefined)), recovery: opened.recovery }),
    'directory.units': async () => done(await reader.call('directory.units', undefined)),
    'directory.people': async (wanted) => done(await reader.call('directory.people', wanted)),
    'directory.head': async () => done(await reader.call('directory.head', undefined)),
    'directory.notices': async () => done(await reader.call('directory.notices', undefined)),
    'directory.seen': async ({ events }) => {
      await writer.call('directory.seen', events);
      return done({});
    },
    'sync.state': async () => done(await vault.syncState()),
    'sync.now': async () => {
      vault.syncNow();
      return done({});
    },
    'sync.pause': async ({ paused }) => {
      vault.pauseSync(paused);
      return done({});
    },
    'sync.hold': async ({ held }) => {
      await vault.holdSync(held);
      return done({});
    },
    'place.read': async () => done({ place: await reader.call('session.place', undefined) }),
    'place.save': async ({ place }) => {
      await writer.call('place.save', place);
      return done({});
    },
  };

  const desk: Handlers<Extract<OpenCall, `${'desk' | 'screen'}.${string}`>> = {
    'desk.open': async (query) => {
      const opened = await reader.call('desk.open', query);
      if (opened.ok) consultations.searched(query, opened.value.total);
      return opened;
    },
    'desk.slice': (slice) => reader.call('desk.slice', slice),
    'desk.indexOf': (wanted) => reader.call('desk.indexOf', wanted),
    'desk.total': ({ list }) => reader.call('desk.total', list),
    'desk.ids': (wanted) => reader.call('desk.ids', wanted),
    'desk.counts': ({ view, filter }) => reader.call('desk.counts', { view, filter }),
    'desk.sign': async ({ acts }) => done(await writer.call('desk.sign', acts)),
    'desk.arrangement': async () => done(await reader.call('desk.arrangement', undefined)),
    'desk.arrange': async (arrangement) => {
      await writer.call('desk.arrange', arrangement);
      return done({});
    },
    'desk.unread': async (marked) => {
      await writer.call('desk.unread', marked);
      return done({});
    },
    'screen.roles': async ({ limit, caseId }) => done(await reader.call('screen.roles', { limit, caseId })),
    'screen.names': async ({ caseIds }) => done(await reader.call('screen.names', caseIds)),
    'screen.sign': async (passes) => done(await writer.call('screen.sign', passes)),
  };

  const cases: Handlers<Extract<OpenCall, `${'case' | 'draft' | 'refusals' | 'referral' | 'referrals'}.${string}`>> = {
    'case.read': async ({ caseId, peek, reason }) => {
      if (!peek && !consultations.hasOpened(caseId) && (await reader.call('case.outside', caseId))) {
        const today = new Date(opened.now()).toISOString().slice(0, 10);
        if (reason === undefined || !isValidOn('opening_reason', reason, today)) return failed('reason_wanted');
      }
      const answer = await reader.call('case.read', caseId);
      if (!answer.ok) return answer;
      consultations.consulted(caseId, peek ? 'peeked' : 'opened', peek ? undefined : reason);
      if (!peek && answer.value.row.unread) quietly(writer.call('desk.unread', { caseIds: [caseId], unread: false }));
      return answer;
    },
    'case.sign': async (command) => {
      const answer = await writer.call('case.sign', command);
      if (answer.ok && answer.value.heldUntil !== null)
        holds.arm(command.caseId, command.draft ?? command.type, answer.value.heldUntil);
      // Danger waits for no backoff.
      if (answer.ok && command.type.startsWith('danger_')) vault.syncNow();
      return answer;
    },
    'case.takeBack': (part) => writer.call('held.takeBack', part),
    'case.release': ({ caseId, part }) => holds.release(caseId, part),
    'draft.save': async (draft) => done({ savedAt: await writer.call('draft.save', draft) }),
    'draft.drop': async (part) => {
      await writer.call('draft.drop', part);
      return done({});
    },
    'refusals.read': async () => done(await reader.call('refusals.read', undefined)),
    'refusals.settle': async ({ event }) => {
      await writer.call('refusals.settle', event);
      return done({});
    },
    'refusals.reopen': async ({ event }) => {
      await writer.call('refusals.reopen', event);
      return done({});
    },
    'referral.send': async (command) => {
      if (command.holdSeconds === 0) return holds.send(command, null);
      const answer = await writer.call('referral.hold', command);
      if (answer.ok && answer.value.heldUntil !== null)
        holds.arm(command.caseId, command.draft ?? 'pack', answer.value.heldUntil);
      return answer;
    },
    'referral.stage': (page) => writer.call('referral.stage', page),
    'referral.refused': async (refused) => {
      await writer.call('referral.refused', refused);
      return done({});
    },
    'referral.page': (wanted) => reader.call('referral.page', wanted),
    'referrals.read': async () => done(await reader.call('referrals.read', undefined)),
    'referral.read': async ({ caseId }) => {
      const answer = await reader.call('referral.read', caseId);
      if (!answer.ok) return answer;
      consultations.consulted(caseId, 'opened');
      if (answer.value.row.unread) quietly(writer.call('desk.unread', { caseIds: [caseId], unread: false }));
      return answer;
    },
    'referral.acknowledge': ({ caseId, note }) => writer.call('referral.acknowledge', { caseId, note }),
  };

  const statistics: Handlers<'statistics.read' | 'statistics.behind'> = {
    'statistics.read': async (wanted) => done(await reader.call('statistics.read', wanted)),
    'statistics.behind': async (wanted) => done(await reader.call('statistics.behind', wanted)),
  };

  const takingOut: Handlers<'print.ask' | 'export.ask' | 'pack.ask'> = {
    'pack.ask': (wanted) => vault.takingOut.askPack(wanted),
    'print.ask': (wanted) => vault.takingOut.askPrint(wanted),
    'export.ask': (wanted) => vault.takingOut.askExport(wanted),
  };

  return {
    ...keyHandlers(opened),
    ...vaultHandlers(opened, vault),
    ...bundleHandlers(opened, vault),
    ...readersHandlers(vault, () => opened.recovery),
    ...movingHandlers(
      vault,
      () => opened.recovery,
      () => opened.now(),
    ),
    ...recordsHandlers(vault, () => opened.now()),
    ...takingOut,
    ...duesHandlers(vault, () => opened.now()),
    ...supervisionHandlers(vault, () => opened.now()),
    ...statistics,
    ...attachmentHandlers(vault),
    ...knowingHandlers(vault),
    ...dangerHandlers(vault),
    ...assessHandlers(vault),
    ...auditHandlers(vault),
    ...subjectHandlers(vault),
    ...session,
    ...desk,
    ...cases,
  };
}
