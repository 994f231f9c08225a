/** Whether a page's process is in Chromium's sandbox, as the system sees it. */
import { readFileSync } from 'node:fs';
import { app } from 'electron';

/** @param pid of the page's process */
export function isSandboxed(pid: number): boolean {
  if (process.platform !== 'linux') {
    return app.getAppMetrics().some((each) => each.pid === pid && each.sandboxed === true);
  }
  try {
    // Electron does not say it on Linux; the kernel does: a system-call filter, and no way to new privileges.
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^Seccomp:\s*2$/m.test(status) && /^NoNewPrivs:\s*1$/m.test(status);
  } catch {
    return false;
  }
}
