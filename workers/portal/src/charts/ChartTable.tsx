import { formatUtc } from '@modekeeper/evidence/format-time';
import { formatNumber } from '@modekeeper/evidence/format-value';
import { Download, TableProperties } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { download } from '../ui/download.ts';
import type { ChartData } from './chart-types.ts';
import { csvOf, headsOf, rowsOf } from './table-rows.ts';

/** More rows than this are for a spreadsheet, not for reading. */
const ROWS_SHOWN = 200;

type Props = { charts: readonly ChartData[] /** What the charts show. */; label: string };

/** The same as the charts above it, as numbers: hidden until asked for, the newest rows in the page, all of them as a file. */
export function ChartTable({ charts, label }: Props) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex justify-end">
        <Button
          small
          look="quiet"
          aria-expanded={shown}
          aria-controls={shown ? id : undefined}
          aria-label={`${shown ? 'Hide table' : 'Show as table'}: ${label}`}
          onClick={() => setShown(!shown)}
        >
          <TableProperties aria-hidden="true" size={14} />
          {shown ? 'Hide table' : 'Show as table'}
        </Button>
      </div>
      {shown && <Rows id={id} charts={charts} label={label} />}
    </div>
  );
}

function Rows({ charts, id, label }: Props & { id: string }) {
  const rows = rowsOf(charts);
  const note = rows.length > ROWS_SHOWN ? `The newest ${ROWS_SHOWN} of ${formatNumber(rows.length)} rows` : `${rows.length} rows`;
  return (
    <div id={id} className="min-w-0 rounded-1 border border-line">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-1 pr-1.5 pl-3 text-1 text-ink-2">
        <span>{note}, newest first; times in UTC.</span>
        <Button small look="quiet" onClick={() => download('series.csv', csvOf(charts), 'text/csv;charset=utf-8')}>
          <Download aria-hidden="true" size={14} />
          Download all as CSV
        </Button>
      </div>
      <section tabIndex={0} aria-label={`Table: ${label}`} className="max-h-80 overflow-auto">
        <table className="w-full border-collapse text-1">
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr className="sticky top-0 bg-surface text-left text-ink-3">
              {['Time', ...headsOf(charts)].map((head) => (
                <th key={head} scope="col" className="px-3 py-1 font-medium whitespace-nowrap">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, ROWS_SHOWN).map(({ at_ms, values }) => (
              <tr key={at_ms} className="border-t border-line">
                <th scope="row" className="px-3 py-1 text-left font-normal whitespace-nowrap text-ink-2">
                  {formatUtc(at_ms).replace(' UTC', '')}
                </th>
                {values.map((value, column) => (
                  // Columns never move.
                  <td key={`${at_ms}-${String(column)}`} className="px-3 py-1 whitespace-nowrap">
                    {value === null ? <span className="text-ink-3">no value</span> : formatNumber(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
