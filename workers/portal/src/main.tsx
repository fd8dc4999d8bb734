import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './api/query-client.ts';
import { doubtSession } from './router/require-signed-in.ts';
import { makeRouter } from './router/router.ts';
import './styles/app.css';

const queries = makeQueryClient(() => void doubtSession(queries, router));
const router = makeRouter(queries);

// The page's code is fetched while the API says who is signed in, not after.
const [matched] = router.getMatchedRoutes(location.pathname);
for (const route of matched) void router.loadRouteChunk(route);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html holds no element with id root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
