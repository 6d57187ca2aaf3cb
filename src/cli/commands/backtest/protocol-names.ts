import type { Protocol } from '../../../models/backtest/protocol.ts';

export const PROTOCOL_NAMES = ['daily', 'intraday', 'two_weeks'] as const satisfies readonly Protocol['name'][];
