import { ClipboardCheck, FileText, LayoutDashboard, type LucideIcon, ScrollText, Server, Settings, Users } from 'lucide-react';

export type Place = {
  to: '/' | '/clusters' | '/plans' | '/passports' | '/audit' | '/settings/members' | '/settings/account';
  label: string;
  icon: LucideIcon;
  shortcut: string;
};

/** Where the navigation leads, in its order; `shortcut` is the key after `g`. Pages whose feature comes later do not stand here. */
export const PLACES: readonly Place[] = [
  { to: '/', label: 'Overview', icon: LayoutDashboard, shortcut: 'o' },
  { to: '/clusters', label: 'Clusters', icon: Server, shortcut: 'c' },
  { to: '/plans', label: 'Plans', icon: ClipboardCheck, shortcut: 'p' },
  { to: '/passports', label: 'Passports', icon: FileText, shortcut: 's' },
  { to: '/audit', label: 'Audit', icon: ScrollText, shortcut: 'a' },
];
export const SETTINGS_PLACES: readonly Place[] = [
  { to: '/settings/members', label: 'Members', icon: Users, shortcut: 'm' },
  { to: '/settings/account', label: 'Account', icon: Settings, shortcut: 'u' },
];
