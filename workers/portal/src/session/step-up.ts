import { createContext, useContext } from 'react';

export type StepUp = {
  /** Asks for a second factor when the last one is too old. False: the person turned away. `why` completes "… to". */
  ensure(why: string): Promise<boolean>;
  /** The API says that it wants one, whatever we believed: asks again. */
  renew(why: string): Promise<boolean>;
};

export const StepUpContext = createContext<StepUp | null>(null);

/** The second factor before approving, lifting a stop, or publishing a passport with apply. */
export function useStepUp(): StepUp {
  const stepUp = useContext(StepUpContext);
  if (stepUp === null) throw new Error('useStepUp outside StepUpProvider');
  return stepUp;
}
