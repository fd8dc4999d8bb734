import { KillControl } from '../kill/KillControl.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { PhoneMenu } from './PhoneMenu.tsx';
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
