import type { JsonObject } from '@modekeeper/contracts/json/value';
import { useAllowed } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { countMarks } from '../editor/count-marks.ts';
import { DocumentEditor } from '../editor/DocumentEditor.tsx';
import { useEditor } from '../editor/use-editor.ts';
import { FootBar } from '../FootBar.tsx';
import { LeaveGuard } from '../LeaveGuard.tsx';
import { useCreate } from './use-create.ts';

/** The strictest beginning that is complete but for its name: nothing may move, nothing is applied. */
const BEGINNING: JsonObject = {
  schema_version: 'passport.v0',
  name: '',
  description: '',
  allowed_chords: ['NORMAL-HOLD'],
  allowed_actuators: { hot: [], cold: [] },
  limits: { cooldown_s: 120, max_delta_per_step: 1, relock_stable_intervals: 3 },
  invariants: ['keep_global_batch_stable'],
  cooldowns: {},
  gates: { apply: false },
};
const BEGINNING_TEXT = JSON.stringify(BEGINNING, null, 2);

/** A passport pasted or written as JSON, with the form beside it. */
export function FromJson({ environment_id }: { environment_id: string }) {
  const { reason } = useAllowed('passport.write');
  const editor = useEditor(BEGINNING_TEXT, null);
  const create = useCreate();
  const { errors } = countMarks(editor.checked.marks);
  const counted = errors === 1 ? '1 error' : `${errors} errors`;
  const wrong = errors === 0 ? null : `Correct the ${errors === 1 ? 'error' : counted} first; they are listed beside the JSON.`;
  return (
    <div className="grid min-w-0 gap-4">
      <p className="max-w-[74ch] text-ink-2">
        Paste a passport over the JSON, or begin with this one: it is as strict as one can be.
      </p>
      <DocumentEditor editor={editor} original={BEGINNING} nameFree />
      {create.error !== null && <Failure error={create.error} />}
      <FootBar
        actions={
          <Button
            look="primary"
            busy={create.isPending}
            forbidden={reason ?? wrong}
            onClick={() => create.mutate({ environment_id, document: JSON.parse(editor.text) as Record<string, unknown> })}
          >
            Make passport
          </Button>
        }
      >
        <span className="font-[550]">Not made yet</span>
        {errors > 0 && <span className="text-bad">, {counted}</span>}
      </FootBar>
      <LeaveGuard dirty={editor.text !== BEGINNING_TEXT} onLeave={() => undefined} what="Your JSON is" />
    </div>
  );
}
