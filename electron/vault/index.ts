/** The vault process begins here: it hears main's orders and hands them to the vault. */
import type { MessagePortMain } from 'electron';
import { type VaultReply, VaultOrder } from '../../shared/bridge/vault-start.ts';
import { makeAhead } from './threads/call-operations.ts';
import { realParts, startVault, type Vault } from './vault.ts';

let vault: Vault | undefined;
let browsed: ((opened: boolean) => void) | undefined;
const early: MessagePortMain[] = [];
const chosen = new Set<string>();

function reply(message: VaultReply): void {
  process.parentPort.postMessage(message);
}

/** Main alone opens the browser; a later wish takes the place of one that was not answered. */
const browse = (address: string, issuer: string): Promise<boolean> =>
  new Promise((resolve) => {
    browsed?.(false);
    browsed = resolve;
    reply({ kind: 'browse', address, issuer });
  });

process.parentPort.on('message', ({ data, ports }) => {
  const order = VaultOrder.parse(data);
  switch (order.kind) {
    case 'start':
      // Their code is loaded while somebody types a passphrase.
      for (const thread of ['writer', 'reader', 'crypto', 'attachments'] as const) makeAhead(order.threads[thread]);
      void startVault(order, { ...realParts(order, browse), mayWrite: (file) => chosen.has(file) }).then((started) => {
        vault = started;
        for (const port of early.splice(0)) vault.attach(port);
        reply({ kind: 'started' });
      });
      return;
    case 'port':
      for (const port of ports) {
        if (vault) vault.attach(port);
        else early.push(port);
      }
      return;
    case 'print':
      for (const port of ports) void vault?.print(order.grant, port);
      return;
    case 'save': {
      const { grant, file, pdf } = order;
      const saved = vault?.save(grant, file, pdf) ?? Promise.resolve('locked');
      void saved.then((code) => reply({ kind: 'saved', grant, code }));
      return;
    }
    case 'chosen':
      chosen.add(order.file);
      reply({ kind: 'noted' });
      return;
    case 'browsed':
      browsed?.(order.opened);
      browsed = undefined;
      return;
    case 'flush':
      void (vault?.flush() ?? Promise.resolve()).finally(() => reply({ kind: 'flushed' }));
      return;
    default:
      order satisfies never;
  }
});
