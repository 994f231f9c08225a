import { View } from '../../../shared/bridge/desk.ts';
import { useCommand } from '../../app/commands.ts';
import { count } from '../../words/count.ts';
import { viewNames } from '../../words/labels.ts';
import classes from './Desk.module.css';

const views = View.options;

/** The seven views, with how many cases each holds; `Ctrl+1` to `Ctrl+7`. */
export function Views(props: { view: View; counts: Readonly<Record<string, number>>; onView: (view: View) => void }) {
  const choose = (at: number) => () => props.onView(views[at] ?? 'today');
  useCommand('desk.view1', choose(0));
  useCommand('desk.view2', choose(1));
  useCommand('desk.view3', choose(2));
  useCommand('desk.view4', choose(3));
  useCommand('desk.view5', choose(4));
  useCommand('desk.view6', choose(5));
  useCommand('desk.view7', choose(6));
  return (
    <nav className={classes.views} aria-label="Views">
      {views.map((view, index) => (
        <button
          key={view}
          type="button"
          className={classes.view}
          aria-current={view === props.view ? 'true' : undefined}
          title={`Ctrl+${index + 1}`}
          onClick={choose(index)}
        >
          {viewNames[view]}
          {props.counts[view] !== undefined && <span className={classes.tally}>{count(props.counts[view])}</span>}
        </button>
      ))}
    </nav>
  );
}
