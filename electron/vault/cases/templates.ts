import type { OwnTemplate } from '../../../shared/domain/templates.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** So many fit a list that one still finds something in. */
const MOST = 50;

export const ownTemplates = (db: ReadConnection): OwnTemplate[] => readMeta(db, 'templates') ?? [];

export function keepTemplate({ db }: WritingVault, template: OwnTemplate): Done<Record<string, never>> {
  return db.transaction(() => {
    const kept = ownTemplates(db);
    const others = kept.filter(({ id }) => id !== template.id);
    if (others.length >= MOST) return failed('too_many', { most: MOST });
    const at = kept.findIndex(({ id }) => id === template.id);
    writeMeta(db, 'templates', others.toSpliced(at < 0 ? others.length : at, 0, template));
    return done({});
  });
}

export const dropTemplate = ({ db }: WritingVault, id: string): void =>
  db.transaction(() =>
    writeMeta(
      db,
      'templates',
      ownTemplates(db).filter((template) => template.id !== id),
    ),
  );
