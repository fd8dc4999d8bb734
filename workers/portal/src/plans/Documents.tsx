import { Download } from 'lucide-react';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Copy } from '../ui/Copy.tsx';
import { download } from '../ui/download.ts';
import type { PlanDetail, PlanDocument } from './documents.ts';

const NAMES: Record<PlanDocument['kind'], string> = {
  plan: 'Plan',
  verify_report: 'Verify report',
  approval: 'Approval',
  receipt: 'Receipt',
  resolution: 'Resolution',
};

/** Everything that was signed, to take along and check offline. */
export function Documents({ plan }: { plan: PlanDetail }) {
  const { documents } = plan;
  return (
    <Card title="Signed documents" note="DSSE envelopes, as they were signed" flush>
      <ul>
        {documents.map((document) => (
          <li
            key={document.digest}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2 first:border-t-0"
          >
            <span className="min-w-0">
              {NAMES[document.kind]}
              <span className="flex flex-wrap items-center gap-x-2 text-1 text-ink-3">
                <Copy text={document.digest} label={`digest of the ${NAMES[document.kind].toLowerCase()}`} />
                <Time at={document.recorded_at} />
              </span>
            </span>
            <Button small aria-label={`Download ${fileName(plan, document)}`} onClick={() => save(plan, document)}>
              <Download aria-hidden="true" size={14} />
              Download
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function fileName({ id }: PlanDetail, { digest, kind }: PlanDocument): string {
  return `${id}.${kind}.${digest.slice(0, 8)}.dsse.json`;
}

function save(plan: PlanDetail, document: PlanDocument): void {
  download(fileName(plan, document), `${JSON.stringify(document.envelope, null, 2)}\n`, 'application/json');
}
