/** The only sound of the workstation: two short notes for danger that nobody has acknowledged. */
import { z } from 'zod';
import { recall, usePlace } from '../../app/place.ts';

const KEY = 'danger sound';

export const soundIsOn = (): boolean => recall(KEY, z.boolean()) ?? true;
export const setSound = (on: boolean): void => usePlace.getState().remember(KEY, on);

/** Hertz and seconds: a falling third, clear of the sirens and rings of an office. */
const notes = [
  { pitch: 880, at: 0 },
  { pitch: 698, at: 0.22 },
] as const;
const length = 0.2;

/** Sounds once, unless the person has turned it off. Where there is no sound device nothing happens. */
export function sound(): void {
  if (!soundIsOn()) return;
  try {
    const audio = new AudioContext();
    const loudness = audio.createGain();
    loudness.gain.value = 0.2;
    loudness.connect(audio.destination);
    for (const { pitch, at } of notes) {
      const note = audio.createOscillator();
      note.frequency.value = pitch;
      note.connect(loudness);
      note.start(audio.currentTime + at);
      note.stop(audio.currentTime + at + length);
    }
    setTimeout(() => void audio.close(), 1000);
  } catch {
    // The line on the screen says the same.
  }
}
