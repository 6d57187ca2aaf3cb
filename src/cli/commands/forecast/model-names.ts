/** The models to choose from. */
export const MODEL_NAMES = ['auto', 'prophet', 'level-shape', 'stl', 'ets', 'theta', 'naive'] as const;

export type ModelName = (typeof MODEL_NAMES)[number];
