import type { ReactNode } from 'react';
import type { Api } from '../api/types.ts';
import { cx } from '../ui/cx.ts';
import { Table, Td, Th } from '../ui/Table.tsx';
import { ApplyChip } from './ApplyChip.tsx';
import { applyStateOf } from './words/apply-words.ts';

type Template = Api<'PassportTemplate'>;
/** `action` stands first in each row: a link that uses it, or a radio button. */
type Props = { templates: readonly Template[]; action(template: Template): ReactNode; chosen?: string };

/** A phone has room for one column: the rest stands in it, in words. */
const WIDE = 'max-md:hidden';

/** The templates, compared: what each lets move, how far and how often. */
export function TemplateTable({ action, chosen, templates }: Props) {
  return (
    <Table
      caption="Templates of passports, compared"
      head={
        <>
          <Th>Template, apply</Th>
          <Th className={WIDE}>Chords</Th>
          <Th className={WIDE}>Hot, at run time</Th>
          <Th className={WIDE}>Cold, by rollout</Th>
          <Th end className={WIDE}>
            Cooldown
          </Th>
          <Th end className={WIDE}>
            Largest step
          </Th>
          <Th end className={WIDE}>
            Relock after
          </Th>
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
        <Narrow template={template} />
      </Td>
      <Td className={cx('min-w-52 align-top', WIDE)}>
        <Names names={allowed_chords} />
      </Td>
      <Td className={cx('align-top', WIDE)}>
        <Names names={allowed_actuators.hot} />
      </Td>
      <Td className={cx('align-top', WIDE)}>
        <Names names={allowed_actuators.cold} />
      </Td>
      <Td end className={cx('align-top whitespace-nowrap', WIDE)}>
        {limits.cooldown_s} s
      </Td>
      <Td end className={cx('align-top whitespace-nowrap', WIDE)}>
        {stepWords(template)}
      </Td>
      <Td end className={cx('align-top whitespace-nowrap', WIDE)}>
        {limits.relock_stable_intervals} stable
      </Td>
    </tr>
  );
}

function Narrow({ template }: { template: Template }) {
  const { allowed_actuators, allowed_chords, limits } = template.document;
  const facts = [
    ['Chords', allowed_chords.join(', ')],
    ['Hot', allowed_actuators.hot.join(', ') || 'none'],
    ['Cold', allowed_actuators.cold.join(', ') || 'none'],
    ['Pace', `${limits.cooldown_s} s apart, step ${stepWords(template)}, relock after ${limits.relock_stable_intervals} stable`],
  ] as const;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-1 text-ink-2 md:hidden">
      {facts.map(([term, words]) => (
        <div key={term} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-3">{term}</dt>
          <dd className="wrap-anywhere">{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function stepWords({ document: { limits } }: Template): string {
  return limits.max_delta_per_step === 0 ? 'no limit' : `± ${limits.max_delta_per_step}`;
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
