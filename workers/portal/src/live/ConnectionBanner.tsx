import { formatDuration } from '@modekeeper/evidence/format-time';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { clockOffset_ms } from '../time/clock.ts';
import { formatUtcTime } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { useSocketStates } from './use-live.ts';

/** A socket that comes back at once (every deploy cuts it) is not worth a word. */
const PATIENCE_MS = 2_500;

/** Says in words that what the page shows may be old, and since when; nothing while all is well. */
export function ConnectionBanner() {
  const states = useSocketStates();
  const online = useOnline();
  const now_ms = useNow();
  const down = [...states.values()].filter(({ name }) => name === 'down').map(({ since_ms }) => since_ms);
  const since_ms = Math.min(...down);
  if (!online)
    return <Banner text="This browser is offline. What you see may be old; it goes on by itself when the network is back." />;
  if (down.length > 0 && now_ms - since_ms > PATIENCE_MS) {
    const span = formatDuration(now_ms - since_ms);
    return (
      <Banner
        text={`No live connection since ${formatUtcTime(since_ms)} UTC (${span}). The control plane may be restarting; what you see may be old. It reconnects by itself.`}
      />
    );
  }
  return null;
}

/** Says when this browser's clock is wrong; the times shown are the control plane's. */
export function ClockNote() {
  useNow(10_000);
  const offset_ms = clockOffset_ms();
  if (Math.abs(offset_ms) < 60_000) return null;
  const direction = offset_ms > 0 ? 'behind' : 'ahead of';
  return (
    <Banner
      text={`This computer's clock is ${formatDuration(offset_ms)} ${direction} the control plane. Times shown here are the control plane's.`}
    />
  );
}

function Banner({ text }: { text: string }) {
  return (
    <div role="status" className="flex items-center gap-2 border-b border-line bg-warn-soft px-6 py-2 text-warn max-md:px-3">
      <WifiOff aria-hidden="true" size={16} className="shrink-0" />
      <span>{text}</span>
    </div>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const note = () => setOnline(navigator.onLine);
    addEventListener('online', note);
    addEventListener('offline', note);
    return () => {
      removeEventListener('online', note);
      removeEventListener('offline', note);
    };
  }, []);
  return online;
}
