import type { ReactNode } from 'react';
import styles from './grid.module.css';

interface Props {
  readonly className?: string | undefined;
  /** Figures and codes, which no language changes. */
  readonly mono?: boolean;
  readonly children: ReactNode;
}

/** One cell of a row of `SlicedGrid`. What may be too long for it stands in a `Cut`. */
export const Cell = ({ className = '', mono = false, children }: Props) => (
  <span
    role="gridcell"
    className={`${styles.cell} ${mono ? 'mono' : ''} ${className}`}
    translate={mono ? 'no' : undefined}
  >
    {children}
  </span>
);

/** Words that end in an ellipsis where their cell ends. */
export const Cut = ({ children }: { readonly children: ReactNode }) => <span className={styles.cut}>{children}</span>;
