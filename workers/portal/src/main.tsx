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

const root = document.getElementById('root');
if (root === null) throw new Error('index.html holds no element with id root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
