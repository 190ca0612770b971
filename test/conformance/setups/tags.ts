import type { CaseSetups } from '../setup.ts';

export const setups: CaseSetups = {};
