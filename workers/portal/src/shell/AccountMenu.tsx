import { useNavigate } from '@tanstack/react-router';
import { Check, CircleUserRound } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useMe } from '../session/me.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import { chooseTheme, onThemeChange, type ThemeChoice, themeChoice } from './theme.ts';

const THEMES: readonly { choice: ThemeChoice; label: string }[] = [
  { choice: 'system', label: 'As the system' },
  { choice: 'light', label: 'Light' },
  { choice: 'dark', label: 'Dark' },
];

const HOME = { next: '/sign-in' };

/** Who is signed in, the theme, signing out. */
export function AccountMenu() {
  const { user } = useMe();
  const navigate = useNavigate();
  const theme = useSyncExternalStore(onThemeChange, themeChoice);
  const signOut = useSignOut();
  return (
    <>
      <Menu
        label="Account"
        trigger={
          <button
            type="button"
            aria-label={`Account of ${user.name}`}
            className="grid size-8 shrink-0 place-items-center rounded-1 text-ink-2 hover:bg-canvas max-md:-mr-2 max-md:size-11"
          >
            <CircleUserRound aria-hidden="true" size={18} />
          </button>
        }
      >
        <MenuLabel>
          <span className="block max-w-60 truncate text-ink">{user.name}</span>
          <span className="block max-w-60 truncate">{user.email}</span>
        </MenuLabel>
        <MenuItem onSelect={() => void navigate({ to: '/settings/account' })}>Passkeys and sessions</MenuItem>
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        {THEMES.map(({ choice, label }) => (
          <MenuItem key={choice} current={choice === theme} onSelect={() => chooseTheme(choice)}>
            <Check aria-hidden="true" size={14} className={choice === theme ? 'text-accent' : 'invisible'} />
            {label}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => signOut.mutate(HOME)}>Sign out</MenuItem>
      </Menu>
      <Dialog open={signOut.error !== null} onOpenChange={signOut.reset} title="You are still signed in">
        <Failure error={signOut.error} onRetry={() => signOut.mutate(HOME)} />
      </Dialog>
    </>
  );
}
