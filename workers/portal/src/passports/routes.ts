import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute } from '../router/roots.tsx';
import { isPassportTab, type PassportTab } from './page/passport-tabs.ts';

export const passportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/passports',
  component: lazyPage(() => import('./list/PassportsPage.tsx'), 'PassportsPage'),
});

export const newPassportRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/passports/new',
  validateSearch: (search: Record<string, unknown>): { template?: string; environment?: string } => ({
    ...(typeof search.template === 'string' && { template: search.template }),
    ...(typeof search.environment === 'string' && { environment: search.environment }),
  }),
  component: lazyPage(() => import('./create/NewPassportPage.tsx'), 'NewPassportPage'),
});

export const passportRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/passports/$id',
  validateSearch: ({ part }: Record<string, unknown>): { part?: PassportTab } => (isPassportTab(part) ? { part } : {}),
  component: lazyPage(() => import('./page/PassportPage.tsx'), 'PassportPage'),
});
