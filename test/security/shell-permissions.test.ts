import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
vi.stubGlobal('__TEST_BUILD__', false);
const { confineSession } = await import('../../electron/main/hardening.ts');

/** Stands in for a session and keeps what was set on it. */
function confined() {
  const set: Record<string, (...args: unknown[]) => unknown> = {};
  const events: string[] = [];
  const session = new Proxy(
    {},
    {
      get: (_target, name: string) => {
        if (name === 'webRequest') return { onBeforeRequest: (run: never) => (set.onBeforeRequest = run) };
        if (name === 'on') return (event: string) => events.push(event);
        return (run: never) => (set[name] = run);
      },
    },
  );
  confineSession(session as never);
  return { set, events };
}

describe('a page', () => {
  it('gets no permission, by whatever name it asks (30)', () => {
    const { set, events } = confined();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('media', 'clipboard-read', 'fullscreen', 'hid')), (name) => {
        const answer = vi.fn();
        set.setPermissionRequestHandler!({}, name, answer, {});
        expect(answer.mock.calls).toEqual([[false]]);
        expect(set.setPermissionCheckHandler!({}, name, 'candour://app', {})).toBe(false);
        expect(set.setDevicePermissionHandler!({ deviceType: name })).toBe(false);
      }),
    );
    expect(events).toEqual(
      expect.arrayContaining(['will-download', 'select-serial-port', 'select-hid-device', 'select-usb-device']),
    );
  });

  it('asks no address but its own', () => {
    const { set } = confined();
    const cancelled = (url: string) => {
      const answer = vi.fn();
      set.onBeforeRequest!({ url }, answer);
      return (answer.mock.calls[0] as [{ cancel: boolean }])[0].cancel;
    };
    expect(cancelled('candour://app/index.html')).toBe(false);
    fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.string()), (url) => cancelled(url)));
    for (const url of [
      'candour://app.example/',
      'candour://application/',
      'devtools://x/',
      'file:///etc/passwd',
      'ws://a/',
    ])
      expect(cancelled(url), url).toBe(true);
  });
});
