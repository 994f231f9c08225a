import { theLog } from './0001-the-log.ts';
import { theDesk } from './0002-the-desk.ts';
import { theSearchIndex } from './0003-the-search-index.ts';
import { attachmentTexts } from './0004-attachment-texts.ts';
import { theFacets } from './0005-the-facets.ts';
import { whatIsDue } from './0006-what-is-due.ts';
import { theOrderOfTheDay } from './0007-the-order-of-the-day.ts';
import { whatIsSearched } from './0008-what-is-searched.ts';
import { reminders } from './0009-reminders.ts';
import { whatIsKnown } from './0010-what-is-known.ts';
import { whoHoldsWhat } from './0011-who-holds-what.ts';
import { whatTurned } from './0012-what-turned.ts';
import { whatIsFrozen } from './0013-what-is-frozen.ts';
import { whatWasForgotten } from './0014-what-was-forgotten.ts';
import { whatLeft } from './0015-what-left.ts';
import { whatBecameOfIt } from './0016-what-became-of-it.ts';
import { whatIsKept } from './0017-what-is-kept.ts';
import { whatIsKeptHowLong } from './0018-what-is-kept-how-long.ts';
import { pagesOfAPack } from './0019-pages-of-a-pack.ts';
import { whatWasApproved } from './0020-what-was-approved.ts';
import { theAudit } from './0021-the-audit.ts';
import { whoWasTold } from './0022-who-was-told.ts';
import { whatClimbs } from './0023-what-climbs.ts';
import { behindAGap } from './0024-behind-a-gap.ts';

/** In order; the number of a step is its place here. A step that has been shipped is never edited. */
export const migrations: readonly string[] = [
  theLog,
  theDesk,
  theSearchIndex,
  attachmentTexts,
  theFacets,
  whatIsDue,
  theOrderOfTheDay,
  whatIsSearched,
  reminders,
  whatIsKnown,
  whoHoldsWhat,
  whatTurned,
  whatIsFrozen,
  whatWasForgotten,
  whatLeft,
  whatBecameOfIt,
  whatIsKept,
  whatIsKeptHowLong,
  pagesOfAPack,
  whatWasApproved,
  theAudit,
  whoWasTold,
  whatClimbs,
  behindAGap,
];
