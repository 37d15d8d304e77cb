export const officers = {}
