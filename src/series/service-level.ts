/**
 * How contacts that were abandoned within the time count in a service level; `answered` is always answered within the time.
 * `offered`: answered / (answered and abandoned ever). `answered`: answered / answered ever. `excluding-short-abandons`: as
 * `offered`, without those abandoned within the time. `counting-short-abandons`: answered and abandoned within the time / all.
 */
export type ServiceLevelDefinition = 'offered' | 'answered' | 'excluding-short-abandons' | 'counting-short-abandons';
