import { Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { chooseTheme, currentTheme } from '../shell/theme.ts';

/** Light or dark, before there is an account menu to choose it in. */
export function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const Icon = other === 'dark' ? Moon : Sun;
  return (
    <button
      type="button"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={() => {
        chooseTheme(other);
        setTheme(other);
      }}
      className="grid size-8 place-items-center rounded-1 text-ink-3 hover:bg-surface hover:text-ink"
    >
      <Icon aria-hidden="true" size={16} />
    </button>
  );
}
