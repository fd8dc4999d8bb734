import { useLocation, useNavigate } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { PLACES, type Place, SETTINGS_PLACES } from './navigation.ts';
import { PendingCount } from './PendingCount.tsx';
import { openPalette } from './palette/palette-request.ts';

/** The navigation of a narrow window, with the search that a keyboard would open. */
export function PhoneMenu() {
  return (
    <span className="md:hidden">
      <Menu
        label="Pages"
        trigger={
          <button
            type="button"
            aria-label="Pages"
            className="grid size-11 place-items-center rounded-1 border border-line text-ink-2"
          >
            <MenuIcon aria-hidden="true" size={18} />
          </button>
        }
      >
        {PLACES.map((place) => (
          <PlaceItem key={place.to} place={place} />
        ))}
        <MenuSeparator />
        {SETTINGS_PLACES.map((place) => (
          <PlaceItem key={place.to} place={place} />
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => openPalette('search')}>
          <Search aria-hidden="true" size={16} className="text-ink-3" />
          Search…
        </MenuItem>
      </Menu>
    </span>
  );
}

function PlaceItem({ place: { icon: Icon, label, to } }: { place: Place }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <MenuItem current={to === '/' ? pathname === '/' : pathname.startsWith(to)} onSelect={() => void navigate({ to })}>
      <Icon aria-hidden="true" size={16} className="text-ink-3" />
      {label}
      {to === '/plans' && <PendingCount />}
    </MenuItem>
  );
}
