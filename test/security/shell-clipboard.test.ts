import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Board } from '../../electron/main/boards.ts';
import { keepCopies } from '../../electron/main/copies.ts';
import { markedCopy, marking, unmarkedCopy } from '../../shared/bridge/shell.ts';

const board = (text = '') => {
  const held = { text };
  const face: Board = {
    // As newer Electrons answer: later.
    readText: () => Promise.resolve(held.text),
    writeText: (written) => void (held.text = written),
    clear: () => void (held.text = ''),
  };
  return { held, face };
};

describe('a copy (16)', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const start = (seconds = 30) => {
    const copied = board('from elsewhere');
    const selected = board('selected elsewhere');
    return {
      copied: copied.held,
      selected: selected.held,
      copies: keepCopies({ copied: copied.face, selected: selected.face }, seconds),
    };
  };

  it('carries its marking and its reference, and sheds both when it comes home', async () => {
    const { copied, copies } = start();
    await copies.copy('two words', 'ACA-2026-0001');
    expect(copied.text).toBe(`${marking}\nCandour · ACA-2026-0001\n\ntwo words`);
    expect(unmarkedCopy(copied.text)).toBe('two words');
    expect(unmarkedCopy(markedCopy('a\n\nb\nc', null))).toBe('a\n\nb\nc');
    expect(unmarkedCopy('from elsewhere\n\nwith lines')).toBe('from elsewhere\n\nwith lines');
  });

  it('is gone after the policy’s time, and not before', async () => {
    const { copied, copies } = start(30);
    await copies.copy('words', null);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(copied.text).toContain('words');
    await vi.advanceTimersByTimeAsync(1);
    expect(copied.text).toBe('');
  });

  it('stays its whole time again when another follows it', async () => {
    const { copied, copies } = start(30);
    await copies.copy('first', null);
    await vi.advanceTimersByTimeAsync(20_000);
    await copies.copy('second', null);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(copied.text).toContain('second');
    await vi.advanceTimersByTimeAsync(1000);
    expect(copied.text).toBe('');
  });

  it('is gone at once on locking and leaving', async () => {
    const { copied, copies } = start();
    await copies.copy('words', null);
    await copies.clear();
    expect(copied.text).toBe('');
  });

  it('that somebody else has replaced is theirs: it stays', async () => {
    const { copied, copies } = start(30);
    await copies.copy('words', null);
    copied.text = 'somebody else’s';
    await vi.advanceTimersByTimeAsync(60_000);
    await copies.clear();
    expect(copied.text).toBe('somebody else’s');
    copied.text = 'and again';
    await copies.clear();
    expect(copied.text).toBe('and again');
  });

  it('by mere selecting, as X11 makes it, is gone on locking too, if it was made here', async () => {
    const { selected, copies } = start();
    await copies.focused();
    await copies.clear();
    expect(selected.text).toBe('selected elsewhere');
    selected.text = 'words of a report';
    await copies.clear();
    expect(selected.text).toBe('');

    selected.text = 'words of a report';
    await copies.blurred();
    await copies.clear();
    expect(selected.text).toBe('');

    await copies.focused();
    selected.text = 'words of a report';
    await copies.blurred();
    selected.text = 'selected elsewhere later';
    await copies.clear();
    expect(selected.text).toBe('selected elsewhere later');
  });
});
