import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';

const REASON_LENGTH_MAX = 500;

type Props = { value: string; onChange(text: string): void; offers: readonly string[]; error: string | null };

/** Why; goes into the audit log. Offers words that need one tap instead of a keyboard. */
export function ReasonField({ error, offers, onChange, value }: Props) {
  return (
    <div className="grid gap-2">
      <TextField
        label="Reason"
        name="reason"
        className="max-md:text-3"
        autoComplete="off"
        maxLength={REASON_LENGTH_MAX}
        value={value}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        {offers.map((offer) => (
          <Button key={offer} small className="max-md:min-h-9" onClick={() => onChange(offer)}>
            {offer}
          </Button>
        ))}
      </div>
    </div>
  );
}
