import { z } from 'zod';
import { Id } from '../domain/primitives.ts';
import { OwnTemplate } from '../domain/templates.ts';
import { call, nothing } from './call.ts';
import { DeskRow } from './desk.ts';

export const assessingCalls = {
  /** A person's own rationale templates: in their vault, in the order in which they were kept. */
  'templates.read': call(nothing, z.array(OwnTemplate)),
  /** Keeps one, in place of the one with its id. Error `too_many` {most}. */
  'templates.keep': call(OwnTemplate, nothing),
  'templates.drop': call(z.strictObject({ id: z.uuid() }), nothing),
  /** What each person holds now that is not decided, and how many are heavy; people without a case are not there. */
  'holdings.read': call(nothing, z.array(z.strictObject({ user: Id, held: z.int(), heavy: z.int() }))),
  /** The cases in view whose reference begins so, a few of them: to join a report to an earlier one. */
  'reference.find': call(z.strictObject({ begins: z.string().min(2).max(64) }), z.array(DeskRow)),
};
