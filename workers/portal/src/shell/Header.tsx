import { useNavigate } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { KillControl } from '../kill/KillControl.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { PLACES, SETTINGS_PLACES } from './navigation.ts';
import { PaletteButton } from './palette/PaletteButton.tsx';
import { ScopeSwitch } from './ScopeSwitch.tsx';

/** On every page: where I am, what is allowed, the stop button. */
export function Header() {
  return (
    <header className="flex h-[52px] items-center gap-3 border-b border-line bg-surface px-6 max-md:gap-2 max-md:px-3">
      <PhoneMenu />
      <ScopeSwitch />
      <span className="flex-1" />
      <span className="max-md:hidden">
        <PaletteButton />
      </span>
      <KillControl />
      <AccountMenu />
    </header>
  );
}

function PhoneMenu() {
  const navigate = useNavigate();
  return (
    <span className="md:hidden">
      <Menu
        label="Pages"
        trigger={
          <button type="button" aria-label="Pages" className="grid size-8 place-items-center rounded-1 border border-line">
            <MenuIcon aria-hidden="true" size={16} />
          </button>
        }
      >
        {PLACES.map(({ label, to }) => (
          <MenuItem key={to} onSelect={() => void navigate({ to })}>
            {label}
          </MenuItem>
        ))}
        <MenuSeparator />
        {SETTINGS_PLACES.map(({ label, to }) => (
          <MenuItem key={to} onSelect={() => void navigate({ to })}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </span>
  );
}
