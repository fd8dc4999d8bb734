import type { HelloBody } from '@modekeeper/contracts';
import { readingWords } from '../../kill/reading-words.ts';
import { Time } from '../../time/Time.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { killSummary } from './kill-words.ts';

type Props = { kill: HelloBody['kill'] /** When; null: as it connected. */; reported_ms: number | null };

/** Every place where a stop can be set, as the connector read it in the cluster. */
export function KillSourcesCard({ kill, reported_ms }: Props) {
  const note =
    reported_ms === null ? (
      'as read when it connected'
    ) : (
      <>
        as reported <Time at={reported_ms} />
      </>
    );
  return (
    <Card title="Stops, as read in the cluster" note={note} flush>
      <p className="border-b border-line px-4 py-3 text-ink-2">{killSummary(kill)}</p>
      <ul>
        {kill.sources.map((reading) => {
          const { icon, label, name, source, tone } = readingWords(reading);
          return (
            <li
              key={`${reading.source} ${reading.name}`}
              className="flex items-center justify-between gap-3 border-t border-line px-4 py-2 first:border-t-0"
            >
              <span className="grid min-w-0">
                <span>{source}</span>
                {name !== null && <code className="break-all text-ink-3">{name}</code>}
                {reading.signal !== null && <code className="break-all text-ink-3">{reading.signal}</code>}
              </span>
              <Chip tone={tone} icon={icon}>
                {label}
              </Chip>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
