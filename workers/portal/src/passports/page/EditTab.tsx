import { useState } from 'react';
import type { Api } from '../../api/types.ts';
import { DocumentEditor } from '../editor/DocumentEditor.tsx';
import { MovedOn } from './MovedOn.tsx';
import { SaveBar } from './SaveBar.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import type { Draft, Version } from './use-draft.ts';

type Props = { passport: Api<'PassportDetail'>; newest: Version; draft: Draft };

/** The document from both sides, and its way to a new version. */
export function EditTab({ draft, newest, passport }: Props) {
  const [saving, setSaving] = useState(false);
  return (
    <div className="grid min-w-0 gap-4">
      <MovedOn newest={newest} draft={draft} />
      {draft.restored && (
        <p role="status" className="rounded-1 bg-info-soft px-4 py-2 text-info">
          Your unsaved change of version {draft.base.version} was kept in this tab and is here again.
        </p>
      )}
      <DocumentEditor editor={draft.editor} original={draft.original} />
      <SaveBar draft={draft} next={newest.version + 1} onSave={() => setSaving(true)} />
      {saving && <SaveDialog passport={passport} draft={draft} onClose={() => setSaving(false)} />}
    </div>
  );
}
