import { memo } from 'react';
import { View } from '../../../shared/bridge/desk.ts';
import { useCommand } from '../../app/commands.ts';
import { count } from '../../words/count.ts';
import { viewNames } from '../../words/labels.ts';
import type { ViewKey } from './desk-place.ts';
import classes from './Views.module.css';
import { t } from '../../words/t.ts';

const views = View.options;
/** So many have a key. */
const KEYED = 7;

export interface ViewsProps {
  readonly view: ViewKey;
  readonly counts: Readonly<Record<string, number>>;
  readonly onView: (view: View) => void;
}

/** The views, with how many cases each holds, `Ctrl+1` to `Ctrl+7` for the first of them. */
export const Views = memo(function Views(props: ViewsProps) {
  const choose = (at: number) => () => props.onView(views[at] ?? 'today');
  useCommand('desk.view1', choose(0));
  useCommand('desk.view2', choose(1));
  useCommand('desk.view3', choose(2));
  useCommand('desk.view4', choose(3));
  useCommand('desk.view5', choose(4));
  useCommand('desk.view6', choose(5));
  useCommand('desk.view7', choose(6));
  useCommand('desk.view8', choose(7));
  useCommand('desk.view9', choose(8));
  useCommand('desk.view10', choose(9));
  useCommand('desk.view11', choose(10));
  return (
    <nav className={classes.views} aria-label={t('Views')} data-pane="views">
      {views.map((view, index) => (
        <button
          key={view}
          type="button"
          className={`${classes.view} ${view === 'overdue' && (props.counts.overdue ?? 0) > 0 ? classes.late : ''}`}
          aria-current={view === props.view ? 'true' : undefined}
          title={index < KEYED ? `Ctrl+${index + 1}` : undefined}
          onClick={choose(index)}
        >
          {viewNames[view]}
          {props.counts[view] !== undefined && <span className={classes.tally}>{count(props.counts[view])}</span>}
        </button>
      ))}
    </nav>
  );
});
