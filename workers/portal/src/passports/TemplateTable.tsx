import type { ReactNode } from 'react';
import type { Api } from '../api/types.ts';
import { Table, Td, Th } from '../ui/Table.tsx';
import { ApplyChip } from './ApplyChip.tsx';
import { applyStateOf } from './words/apply-words.ts';

type Template = Api<'PassportTemplate'>;
/** `action` stands first in each row: a link that uses it, or a radio button. */
type Props = { templates: readonly Template[]; action(template: Template): ReactNode; chosen?: string };

/** The templates, compared: what each lets move, how far and how often. */
export function TemplateTable({ action, chosen, templates }: Props) {
  return (
    <Table
      caption="Templates of passports, compared"
      head={
        <>
          <Th>Template, apply</Th>
          <Th>Chords</Th>
          <Th>Hot, at run time</Th>
          <Th>Cold, by rollout</Th>
          <Th end>Cooldown</Th>
          <Th end>Largest step</Th>
          <Th end>Relock after</Th>
        </>
      }
    >
      {templates.map((template) => (
        <TemplateRow key={template.name} template={template} action={action(template)} chosen={template.name === chosen} />
      ))}
    </Table>
  );
}

function TemplateRow({ action, chosen, template }: { template: Template; action: ReactNode; chosen: boolean }) {
  const { allowed_actuators, allowed_chords, limits } = template.document;
  return (
    <tr className={chosen ? 'bg-accent-soft' : undefined}>
      <Td className="min-w-44 align-top">
        <span className="block font-[550]">{action}</span>
        <span className="mb-1 block text-1 text-ink-2">{template.description}</span>
        <ApplyChip state={applyStateOf(template.document)} />
      </Td>
      <Td className="min-w-52 align-top">
        <Names names={allowed_chords} />
      </Td>
      <Td className="align-top">
        <Names names={allowed_actuators.hot} />
      </Td>
      <Td className="align-top">
        <Names names={allowed_actuators.cold} />
      </Td>
      <Td end className="align-top whitespace-nowrap">
        {limits.cooldown_s} s
      </Td>
      <Td end className="align-top whitespace-nowrap">
        {limits.max_delta_per_step === 0 ? 'no limit' : `± ${limits.max_delta_per_step}`}
      </Td>
      <Td end className="align-top whitespace-nowrap">
        {limits.relock_stable_intervals} stable
      </Td>
    </tr>
  );
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="text-ink-2">none</span>;
  return (
    <ul className="flex flex-wrap gap-x-2.5">
      {names.map((name) => (
        <li key={name}>
          <code className="whitespace-nowrap">{name}</code>
        </li>
      ))}
    </ul>
  );
}
