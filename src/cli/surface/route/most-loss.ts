/** By which a plan may make the service level of a queue fall unless told otherwise: `route apply` carries out what `route recommend` makes. */
export const MOST_LOSS_FRACTION = 0.02;
