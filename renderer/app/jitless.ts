import { config } from 'zod';

/** The page's policy forbids making code from strings. Imported first, since schemas decide when they are made. */
config({ jitless: true });
