import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../router/lazy-page.tsx';
import { appRoute } from '../router/roots.tsx';
import { parseAuditSearch } from './search.ts';

export const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  validateSearch: parseAuditSearch,
  component: lazyPage(() => import('./AuditPage.tsx'), 'AuditPage'),
});
