/** The models to choose from; the first is what is used when nothing else is asked for. */
export const MODEL_NAMES = ['prophet', 'stl', 'naive'] as const;

export type ModelName = (typeof MODEL_NAMES)[number];
