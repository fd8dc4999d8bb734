import type { JsonObject } from '@modekeeper/contracts/json/value';

/** More entries than these are in the JSON only. */
const MOST_SHOWN = 20;

type Props = { entries: JsonObject; without?: readonly string[]; empty: string };

/** Entries that travel with the passport and that nothing evaluates: shown as they are, changed in the JSON. */
export function CarriedList({ empty, entries, without = [] }: Props) {
  const carried = Object.entries(entries).filter(([key]) => !without.includes(key));
  if (carried.length === 0) return <p className="text-1 text-ink-3">{empty}</p>;
  return (
    <div className="min-w-0">
      <p className="mb-1 text-1 text-ink-3">
        Carried for people and other tools; no connector evaluates them. Change them in the JSON.
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {carried.slice(0, MOST_SHOWN).map(([key, value]) => (
          <div key={key} className="contents">
            <dt className="min-w-0">
              <code className="break-all">
                <bdi>{key}</bdi>
              </code>
            </dt>
            <dd className="min-w-0 truncate">
              <code>
                <bdi>{JSON.stringify(value)}</bdi>
              </code>
            </dd>
          </div>
        ))}
      </dl>
      {carried.length > MOST_SHOWN && <p className="text-1 text-ink-3">and {carried.length - MOST_SHOWN} more in the JSON.</p>}
    </div>
  );
}
