/** The shapes of states, drawn: a shape never comes without its word, which the caller writes beside it or hands in as `label`. */
import type { ReactNode } from 'react';

interface Shape {
  /** Read out where no word stands beside the shape. */
  readonly label?: string | undefined;
  readonly size?: number;
}

function Drawing({ label, size = 12, children }: Shape & { children: ReactNode }) {
  const name = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg {...name} width={size} height={size} viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5">
      {label !== undefined && <title>{label}</title>}
      {children}
    </svg>
  );
}

export type Stage = 'empty' | 'draft' | 'signed' | 'not_needed';

/** A square: empty, dashed for a draft, filled once signed, a dash when not needed. */
export function StageMark({ stage, ...shape }: Shape & { stage: Stage }) {
  return (
    <Drawing {...shape}>
      {stage === 'empty' && <rect x="1.5" y="1.5" width="9" height="9" />}
      {stage === 'draft' && <rect x="1.5" y="1.5" width="9" height="9" strokeDasharray="2 2" />}
      {stage === 'signed' && <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />}
      {stage === 'not_needed' && <path d="M2 6h8" />}
    </Drawing>
  );
}

export type Identification = 'confirmed' | 'probable' | 'possible' | 'described' | 'unknown';

/** How far a person is identified: filled, three quarters, half, dashed, empty. */
export function Disc({ identification, ...shape }: Shape & { identification: Identification }) {
  const dashes = identification === 'described' ? { strokeDasharray: '2 1.6' } : {};
  return (
    <Drawing {...shape}>
      <circle cx="6" cy="6" r="4.5" {...dashes} />
      {identification === 'confirmed' && <circle cx="6" cy="6" r="4.5" fill="currentColor" />}
      {identification === 'probable' && <path d="M6 6V1.5A4.5 4.5 0 1 1 1.5 6Z" fill="currentColor" stroke="none" />}
      {identification === 'possible' && <path d="M6 1.5a4.5 4.5 0 0 1 0 9Z" fill="currentColor" stroke="none" />}
    </Drawing>
  );
}

export type Urgency = 'routine' | 'priority' | 'immediate';

/** Urgency by height: a full triangle, a hollow one, a low line. */
export function UrgencyMark({ urgency, ...shape }: Shape & { urgency: Urgency }) {
  return (
    <Drawing {...shape}>
      {urgency === 'immediate' && <path d="M6 1.5 11 10.5H1Z" fill="currentColor" strokeLinejoin="round" />}
      {urgency === 'priority' && <path d="M6 1.5 11 10.5H1Z" strokeLinejoin="round" />}
      {urgency === 'routine' && <path d="M2 9h8" />}
    </Drawing>
  );
}

/** A square for a statutory clock, a round for a service clock. */
export function ClockMark({ kind, ...shape }: Shape & { kind: 'statutory' | 'service' }) {
  return (
    <Drawing {...shape}>
      {kind === 'statutory' ? <rect x="1.5" y="1.5" width="9" height="9" /> : <circle cx="6" cy="6" r="4.5" />}
      <path d="M6 3.5V6h2" />
    </Drawing>
  );
}
