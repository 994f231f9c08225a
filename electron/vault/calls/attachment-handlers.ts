import type { CallName, CallOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { OpenVault } from '../session/open-vault.ts';
import { done, type Done } from './failure.ts';

type AttachmentCall = Extract<CallName, `attachment.${string}`>;
type Handlers = { readonly [N in AttachmentCall]: (input: ParsedInput<N>) => Promise<Done<CallOutput<N>>> };

/** What the page asks of a report's files. Every call first checks that this person may see the case. */
export const attachmentHandlers = ({ attachments, reader, writer, consultations }: OpenVault): Handlers => ({
  'attachment.list': ({ caseId }) => attachments.list(caseId),
  'attachment.fetch': (name) => attachments.fetch(name),
  'attachment.cancel': (name) => attachments.cancel(name),
  'attachment.read': ({ from, length, ...name }) => attachments.read(name, from, length),
  'attachment.viewed': async (name) => {
    const state = await attachments.state(name);
    if (!state.ok) return state;
    consultations.viewed(name.caseId, name.attachment, state.value.kind ?? 'unknown');
    await attachments.viewed(name);
    return done({});
  },
  'attachment.decoding': async ({ now, ...name }) => {
    const state = await attachments.state(name);
    if (!state.ok) return state;
    await attachments.decoding(name, now);
    return done({});
  },
  'attachment.text': async ({ text, ...name }) => {
    const state = await attachments.state(name);
    if (!state.ok) return state;
    await writer.call('attachment.text', { ...name, text });
    return done({});
  },
  'attachment.hits': (wanted) => reader.call('attachment.hits', wanted),
  'attachment.ahead': async () => done({ mib: await reader.call('attachment.ahead', undefined) }),
  'attachment.setAhead': async ({ mib }) => {
    await writer.call('attachment.setAhead', mib);
    attachments.lineIsThere();
    return done({});
  },
});
