import { Link } from '@tanstack/react-router';
import { Brand } from './Brand.tsx';
import { PLACES, type Place, SETTINGS_PLACES } from './navigation.ts';
import { PendingCount } from './PendingCount.tsx';

/** The places of the portal, at the left; on a phone the header's menu shows the same list. */
export function Navigation() {
  return (
    <nav aria-label="Main" className="flex h-dvh flex-col gap-0.5 border-r border-line bg-surface px-3 py-4 max-md:hidden">
      <Link to="/" className="mb-3 px-2 no-underline">
        <Brand />
      </Link>
      {PLACES.map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
      <span className="flex-1" />
      {SETTINGS_PLACES.map((place) => (
        <PlaceLink key={place.to} place={place} />
      ))}
    </nav>
  );
}

function PlaceLink({ place: { icon: Icon, label, to } }: { place: Place }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      className="flex items-center gap-2.5 rounded-1 px-2 py-1.5 text-ink-2 no-underline hover:bg-canvas aria-[current=page]:bg-accent-soft aria-[current=page]:font-[550] aria-[current=page]:text-ink"
    >
      <Icon aria-hidden="true" size={16} />
      {label}
      {to === '/plans' && <PendingCount />}
    </Link>
  );
}
