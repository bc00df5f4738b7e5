/** Never nothing. */
export const atScale = (count: number, scale: number): number => Math.max(1, Math.round(count * scale))
