import { useId, useRef, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import type { DraftMark } from '../document/check-draft.ts';
import type { Original } from '../form/form-edits.ts';
import { PassportForm } from '../form/PassportForm.tsx';
import { goToMark } from './go-to-mark.ts';
import { JsonEditor } from './JsonEditor.tsx';
import { MarkList } from './MarkList.tsx';
import type { Editor } from './use-editor.ts';
import { useWide } from './use-wide.ts';

type Props = { editor: Editor; original: Original; nameFree?: boolean };

/** Form and JSON of one document: side by side where there is room, else one at a time. */
export function DocumentEditor({ editor, nameFree = false, original }: Props) {
  const wide = useWide();
  const [side, setSide] = useState('form');
  const form = (
    <Card title="Form" note="the same document, in words" flush className="self-start">
      <PassportForm editor={editor} original={original} nameFree={nameFree} />
    </Card>
  );
  const json = <JsonCard editor={editor} />;
  if (wide) {
    return (
      <div className="grid min-w-0 grid-cols-2 gap-4">
        {form}
        <div className="sticky top-17 self-start">{json}</div>
      </div>
    );
  }
  return (
    <Tabs
      label="Ways to edit"
      chosen={side}
      onChoose={setSide}
      tabs={[
        { id: 'form', label: 'Form', content: form },
        { id: 'json', label: 'JSON', content: json },
      ]}
    />
  );
}

/** The JSON with everything that there is to say about it. */
function JsonCard({ editor }: { editor: Editor }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const { marks } = editor.checked;
  return (
    <Card title="JSON" note="passport.v0, as the cluster gets it">
      <div className="grid min-w-0 gap-3">
        <JsonEditor
          area={area}
          text={editor.text}
          onChange={editor.setText}
          marks={marks}
          label="Passport as JSON"
          describedBy={list}
        />
        <div className="max-h-44 overflow-y-auto">
          <MarkList id={list} marks={marks} onGo={(mark: DraftMark) => goToMark(area.current, mark)} />
        </div>
      </div>
    </Card>
  );
}
