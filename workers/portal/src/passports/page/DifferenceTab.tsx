import { useState } from 'react';
import type { Api } from '../../api/types.ts';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { DifferenceList } from '../DifferenceList.tsx';
import type { Draft, Version } from './use-draft.ts';

/** The text in the editor, among the versions. */
const DRAFT = 'draft';

type Props = { passport: Api<'PassportDetail'>; newest: Version; draft: Draft };

/** Any two versions, or the unsaved text, rule by rule; at first what publishing would change. */
export function DifferenceTab({ draft, newest, passport }: Props) {
  const before = passport.published_version ?? passport.versions[1]?.version ?? newest.version;
  const [choice, setChoice] = useState<{ from?: string; to?: string }>({});
  const from = choice.from ?? String(before);
  const to = choice.to ?? (draft.dirty ? DRAFT : String(newest.version));
  const documentOf = (value: string) =>
    value === DRAFT
      ? draft.editor.checked.passport
      : passport.versions.find(({ version }) => String(version) === value)?.document;
  const [left, right] = [documentOf(from), documentOf(to)];
  const options = (
    <>
      {draft.dirty && <option value={DRAFT}>Unsaved change</option>}
      {passport.versions.map(({ version }) => (
        <option key={version} value={String(version)}>
          Version {version}
          {version === passport.published_version ? ' (published)' : ''}
        </option>
      ))}
    </>
  );
  return (
    <Card title="Difference" note="rule by rule, and what it means for a cluster">
      <div className="grid gap-4">
        <div className="grid max-w-lg grid-cols-2 gap-3 max-md:grid-cols-1">
          <SelectField label="From" value={from} onChange={({ currentTarget }) => setChoice({ from: currentTarget.value, to })}>
            {options}
          </SelectField>
          <SelectField label="To" value={to} onChange={({ currentTarget }) => setChoice({ from, to: currentTarget.value })}>
            {options}
          </SelectField>
        </div>
        {left && right ? (
          <DifferenceList from={left} to={right} label="Differences" />
        ) : (
          <Empty title="The unsaved change has errors.">Correct them in the editor; then it can be compared.</Empty>
        )}
      </div>
    </Card>
  );
}
