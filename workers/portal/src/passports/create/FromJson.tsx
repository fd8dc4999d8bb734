import { useAllowed } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { countMarks } from '../editor/count-marks.ts';
import { DocumentEditor } from '../editor/DocumentEditor.tsx';
import { useEditor } from '../editor/use-editor.ts';
import { LeaveGuard } from '../LeaveGuard.tsx';
import { useCreate } from './use-create.ts';

/** Nothing is written yet: not an error, and nothing to lose. */
const BLANK = '{\n  "schema_version": "passport.v0"\n}\n';

/** A passport pasted or written as JSON, with the form beside it. */
export function FromJson({ environment_id }: { environment_id: string }) {
  const { reason } = useAllowed('passport.write');
  const editor = useEditor(BLANK, null);
  const create = useCreate();
  const { errors } = countMarks(editor.checked.marks);
  const wrong =
    errors === 0 ? null : `Correct the ${errors === 1 ? 'error' : `${errors} errors`} first; they are listed beside the JSON.`;
  return (
    <div className="grid min-w-0 gap-4">
      <DocumentEditor editor={editor} original={{}} nameFree />
      {create.error !== null && <Failure error={create.error} />}
      <Actions>
        <Button
          look="primary"
          busy={create.isPending}
          forbidden={reason ?? wrong}
          onClick={() => create.mutate({ environment_id, document: JSON.parse(editor.text) as Record<string, unknown> })}
        >
          Make passport
        </Button>
      </Actions>
      <LeaveGuard dirty={editor.text !== BLANK} onLeave={() => undefined} what="Your JSON is" />
    </div>
  );
}
