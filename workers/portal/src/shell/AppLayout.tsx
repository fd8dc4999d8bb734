import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ClockNote, ConnectionBanner } from '../live/ConnectionBanner.tsx';
import { LiveProvider } from '../live/LiveProvider.tsx';
import { doubtSession } from '../router/require-signed-in.ts';
import { ScopeProvider } from '../session/ScopeProvider.tsx';
import { SessionWatch } from '../session/SessionWatch.tsx';
import { StepUpProvider } from '../session/StepUpProvider.tsx';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { Palette } from './palette/Palette.tsx';
import { RouteFocus } from './RouteFocus.tsx';
import { FrameShortcuts } from './shortcuts/FrameShortcuts.tsx';

/** Frame of the signed-in part: navigation, header, connection, page. */
export function AppLayout() {
  const queries = useQueryClient();
  const router = useRouter();
  const onSignedOut = useCallback(() => void doubtSession(queries, router), [queries, router]);
  return (
    <ScopeProvider>
      <SessionWatch onSignedOut={onSignedOut} />
      <LiveProvider onSignedOut={onSignedOut}>
        <StepUpProvider>
          <a
            href="#page"
            className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-1 focus:bg-raised focus:p-2"
          >
            Skip to the page
          </a>
          <div className="grid min-h-dvh grid-cols-[208px_minmax(0,1fr)] max-md:grid-cols-1">
            <div className="sticky top-0 h-dvh max-md:hidden">
              <Navigation />
            </div>
            <div className="min-w-0">
              <div className="sticky top-0 z-20">
                <Header />
                <ConnectionBanner />
                <ClockNote />
              </div>
              <main
                id="page"
                tabIndex={-1}
                className="mx-auto max-w-[1240px] px-6 pt-5 pb-12 outline-none max-md:px-3 max-md:pt-3"
              >
                <Outlet />
              </main>
            </div>
          </div>
          <Palette />
          <FrameShortcuts />
          <RouteFocus />
        </StepUpProvider>
      </LiveProvider>
    </ScopeProvider>
  );
}
