/** The bridge of the print window: what it is to show comes once over a port from the vault, and it says when it is ready. */
import { contextBridge, ipcRenderer } from 'electron';
import type { PrintBridge } from '../../shared/bridge/shell.ts';

const delivered = new Promise<unknown>((resolve) => {
  ipcRenderer.once('print-port', ({ ports: [port] }) => {
    if (!port) return;
    port.onmessage = ({ data }: MessageEvent) => {
      port.close();
      resolve(data);
    };
    // The vault went away before it answered.
    port.addEventListener('close', () => resolve({ ok: false, code: 'locked' }));
  });
});

const bridge: PrintBridge = {
  contents: () => delivered,
  ready: (code) => ipcRenderer.invoke('shell.print.ready', { code }),
};

contextBridge.exposeInMainWorld('candourPrint', bridge);
