/** What signing answers, and what it is asked with. */
import type { z } from 'zod';
import type { SignCommand } from '../../../shared/bridge/case.ts';

export type Signing = { event: string | null; heldUntil: string | null };

export type ParsedSign = z.output<typeof SignCommand>;
