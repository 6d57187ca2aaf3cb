/** The models to choose from. */
export const MODEL_NAMES = ['prophet', 'stl', 'naive'] as const;

export type ModelName = (typeof MODEL_NAMES)[number];
