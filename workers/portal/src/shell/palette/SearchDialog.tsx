import { Command } from 'cmdk';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Keys } from '../shortcuts/Keys.tsx';
import { openPalette } from './palette-request.ts';
import { scoreOf } from './score.ts';
import { type Entry, useEntries } from './use-entries.ts';

const HEADING =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-1 [&_[cmdk-group-heading]]:text-ink-3';

/** Type a few letters, press Enter: pages, plans that wait, clusters, environments, actions. */
export function SearchDialog() {
  const { failure, groups } = useEntries();
  const choose = (entry: Entry) => {
    if (entry.stays !== true) openPalette(null);
    entry.run();
  };
  return (
    <Dialog open title="Search" onOpenChange={() => openPalette(null)}>
      <Command label="Pages, plans, clusters, actions" loop filter={scoreOf} className="grid grid-cols-1 gap-2">
        <Command.Input
          placeholder="Page, plan, cluster, action"
          className="w-full rounded-1 border border-line-strong bg-surface px-2.5 py-2 text-ink max-md:text-3"
        />
        <Command.List label="What was found" className="max-h-96 overflow-y-auto">
          <Command.Empty className="px-2.5 py-4 text-ink-2">
            Nothing of that name among pages, clusters and plans that wait. Other plans stand in the list of plans.
          </Command.Empty>
          {groups.map(({ entries, heading }) => (
            <Command.Group key={heading} heading={heading} className={HEADING}>
              {entries.map((entry) => (
                <Item key={entry.id} entry={entry} onChoose={() => choose(entry)} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
      {failure !== null && <Failure error={failure} />}
    </Dialog>
  );
}

function Item({ entry: { icon: Icon, id, keys, label, note }, onChoose }: { entry: Entry; onChoose(): void }) {
  return (
    <Command.Item
      value={id}
      keywords={[label, note ?? '']}
      onSelect={onChoose}
      className="flex cursor-pointer items-center gap-2.5 rounded-1 px-2.5 py-1.5 select-none data-[selected=true]:bg-accent-soft max-md:min-h-11"
    >
      <Icon aria-hidden="true" size={16} className="shrink-0 text-ink-3" />
      <bdi className="max-w-3/5 shrink-0 truncate">{label}</bdi>
      {note !== undefined && <bdi className="min-w-0 truncate text-1 text-ink-2">{note}</bdi>}
      <span className="ml-auto">{keys !== undefined && <Keys keys={keys} />}</span>
    </Command.Item>
  );
}
