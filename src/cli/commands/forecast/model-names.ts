/** The models to choose from. */
export const MODEL_NAMES = ['prophet', 'level-shape', 'stl', 'naive'] as const;

export type ModelName = (typeof MODEL_NAMES)[number];
