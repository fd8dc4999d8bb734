import { formatDuration } from '@modekeeper/evidence/format-time';
import { Check } from 'lucide-react';
import { useId } from 'react';
import type { Api } from '../../api/types.ts';
import { Table, Td, Th } from '../../ui/Table.tsx';
import { summaryOf } from './template-summary.ts';

type Props = {
  templates: readonly Api<'PassportTemplate'>[];
  value: string;
  onChange(value: string): void;
  note: string;
};

/** The templates side by side: what each allows, in short. */
export function TemplateTable({ note, onChange, templates, value }: Props) {
  const group = useId();
  return (
    <div role="radiogroup" aria-labelledby={group} className="min-w-0">
      <p id={group} className="mb-2 font-[550]">
        {note}
      </p>
      <div className="min-w-0 rounded-1 border border-line">
        <Table
          caption="Templates of passports"
          head={
            <>
              <Th>Template</Th>
              <Th className="max-md:hidden">Chords and knobs</Th>
              <Th className="max-md:hidden" end>
                Largest step
              </Th>
              <Th>Apply</Th>
            </>
          }
        >
          {templates.map((template) => (
            <Row
              key={template.name}
              template={template}
              chosen={template.name === value}
              onChoose={() => onChange(template.name)}
            />
          ))}
        </Table>
      </div>
    </div>
  );
}

function Row({ chosen, onChoose, template }: { template: Api<'PassportTemplate'>; chosen: boolean; onChoose(): void }) {
  const { applies, chords, cooldown_s, knobs, largest_step } = summaryOf(template.document);
  return (
    <tr className={chosen ? 'bg-accent-soft' : undefined}>
      <Td className="align-top">
        <label className="flex items-start gap-2">
          <input
            type="radio"
            name="passport"
            value={template.name}
            checked={chosen}
            onChange={onChoose}
            className="mt-1 size-4 shrink-0 accent-accent"
          />
          <span className="grid gap-0.5">
            <span className="font-[550]">{template.name}</span>
            <span className="text-ink-2">{template.description}</span>
          </span>
        </label>
      </Td>
      <Td className="align-top max-md:hidden">
        <span className="block">{chords}</span>
        <code className="block text-ink-2">{knobs}</code>
      </Td>
      <Td end className="align-top max-md:hidden">
        <span className="block">{largest_step}</span>
        <span className="block text-1 whitespace-nowrap text-ink-2">every {formatDuration(cooldown_s * 1_000)}</span>
      </Td>
      <Td className="align-top">
        {applies ? (
          <span className="inline-flex items-center gap-1">
            <Check aria-hidden="true" size={14} />
            allowed
          </span>
        ) : (
          <span className="text-ink-2">off</span>
        )}
      </Td>
    </tr>
  );
}
