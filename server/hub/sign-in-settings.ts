import { z } from 'zod';
import { ProviderAddress, SignInPrompt, type SignInNeeded } from '../../shared/protocol/sign-in.ts';

/** How the people of an organisation sign in; set by its administrator, the same for all instances of the hub. */
export const SignInSettings = z.strictObject({
  /** The provider, as its ID tokens name it in `iss`, to the letter. */
  issuer: ProviderAddress,
  /** The public client that stands for Candour at the provider. */
  client: z.string().min(1).max(200),
  /** The claim whose value is a person's account. */
  claim: z.string().regex(/^[a-zA-Z_]{1,60}$/),
  scope: z
    .string()
    .max(500)
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/),
  /** `consent`: OpenID Connect Core 11 has `offline_access` granted after it alone, unless a provider has it otherwise. */
  prompt: SignInPrompt.optional(),
  /** After so many hours the person signs in again. */
  hours: z.number().min(0.25).max(168),
  /** After so many minutes the provider is asked again, without the person, whether they may still. */
  recheckMinutes: z.int().min(1).max(1440),
  /** A code alone enrols nobody. */
  enrolment: z.boolean(),
});
export type SignInSettings = z.infer<typeof SignInSettings>;

export const signInNeeded = ({ issuer, client, scope, prompt }: SignInSettings): SignInNeeded => ({
  issuer,
  client,
  scope,
  ...(prompt !== undefined && { prompt }),
});
