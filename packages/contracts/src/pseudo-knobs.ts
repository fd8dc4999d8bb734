/** Pseudo knob of the planner's recover step; never becomes a plan item. */
export const RECOVER_KNOB = '__recover__';

/** Pseudo knob of the planner's relock step; never becomes a plan item. */
export const RELOCK_KNOB = '__relock__';
