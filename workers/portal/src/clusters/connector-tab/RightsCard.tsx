import type { HelloBody } from '@modekeeper/contracts';
import { CircleCheck, CircleX } from 'lucide-react';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Table, Td, Th } from '../../ui/Table.tsx';
import { rightsSummary, rightWords } from './right-words.ts';

/** What the connector may do, as the cluster's own API server answered it. */
export function RightsCard({ rights }: { rights: HelloBody['rights'] }) {
  return (
    <Card title="Effective rights" note="as the API server answered the connector" flush>
      <p className="border-b border-line px-4 py-3">{rightsSummary(rights)}</p>
      <div className="max-md:hidden">
        <Table
          caption="Effective rights of the connector"
          head={['What', 'Verb', 'Resource', 'Where', 'Granted'].map((head) => <Th key={head}>{head}</Th>)}
        >
          {rights.map((right) => (
            <tr key={keyOf(right)}>
              <Td>{rightWords(right).deed}</Td>
              <Td>
                <code>{right.verb}</code>
              </Td>
              <Td>
                <code>{resource(right)}</code>
              </Td>
              <Td className="min-w-40 break-words">{rightWords(right).where}</Td>
              <Td>
                <Granted allowed={right.allowed} />
              </Td>
            </tr>
          ))}
        </Table>
      </div>
      <ul className="md:hidden">
        {rights.map((right) => (
          <li key={keyOf(right)} className="grid gap-0.5 border-t border-line px-4 py-2 first:border-t-0">
            <span className="flex items-center justify-between gap-3">
              <span>{rightWords(right).deed}</span>
              <Granted allowed={right.allowed} />
            </span>
            <span className="text-1 break-words text-ink-3">
              <code>
                {right.verb} {resource(right)}
              </code>{' '}
              in {rightWords(right).where}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Right = HelloBody['rights'][number];

const keyOf = ({ group, name, namespace, resource: kind, verb }: Right) => [verb, group, kind, namespace, name].join(' ');
const resource = ({ group, resource: kind }: Right) => (group === '' ? kind : `${kind}.${group}`);

function Granted({ allowed }: { allowed: boolean }) {
  return allowed ? (
    <Chip tone="neutral" icon={CircleCheck}>
      Granted
    </Chip>
  ) : (
    <Chip tone="warn" icon={CircleX}>
      Not granted
    </Chip>
  );
}
