import type { FoundWork } from '../../../shared/bridge/restore.ts';
import { Foreign } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import classes from './Restore.module.css';

/** Whose it is and what would be carried over. */
export function FoundLines({ found }: { found: FoundWork }) {
  return (
    <section aria-label="What was found" className={classes.found}>
      <dl className={classes.facts}>
        <dt>Whose</dt>
        <dd>{found.name === null ? 'Cannot be read' : <Foreign text={found.name} />}</dd>
        <dt>Signed</dt>
        <dd>{counted(found.unsent, 'entry', 'entries')} that the hub may not have</dd>
        <dt>Drafts</dt>
        <dd>{found.drafts === 0 ? 'None' : counted(found.drafts, 'draft')}</dd>
        {found.refused > 0 && (
          <>
            <dt>Refused</dt>
            <dd>{counted(found.refused, 'entry', 'entries')} that the hub refused: they stay in this copy</dd>
          </>
        )}
        {found.unreadable > 0 && (
          <>
            <dt>Not readable</dt>
            <dd>
              {counted(found.unreadable, 'entry or draft', 'entries or drafts')} at most, on damaged pages: they stay in
              this copy
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
