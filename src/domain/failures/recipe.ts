export const recipeFailures = {};
