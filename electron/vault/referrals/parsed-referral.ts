import type { z } from 'zod';
import type { SendReferral } from '../../../shared/bridge/case.ts';

export type ParsedReferral = z.output<typeof SendReferral>;
