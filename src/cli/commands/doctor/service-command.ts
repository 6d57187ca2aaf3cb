/** A command that asks or changes something at the service. */
export type ServiceCommand = 'fetch' | 'forecast' | 'pace' | 'report' | 'route';

/** Which commands take something of the service, and what for. */
export type Need = readonly [commands: readonly ServiceCommand[], purpose: string];

export const neededFor = ([commands, purpose]: Need): string => `for ${commands.join(', ')}: ${purpose}`;
